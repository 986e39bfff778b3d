package io.godwit.scheduler.outbox.adapter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** What waits to be published; read when the metrics are. */
@Component
final class OutboxMetrics {
  OutboxMetrics(OutboxTable table, MeterRegistry registry) {
    Gauge.builder("godwit.scheduler.outbox.records", table, t -> t.lag().rows())
        .description("Records that wait to be published")
        .register(registry);
    Gauge.builder("godwit.scheduler.outbox.lag", table, t -> t.lag().seconds())
        .baseUnit("seconds")
        .description("Age of the oldest record that waits to be published")
        .register(registry);
  }
}
