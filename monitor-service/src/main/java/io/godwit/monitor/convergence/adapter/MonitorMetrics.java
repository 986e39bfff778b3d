package io.godwit.monitor.convergence.adapter;

import io.godwit.events.convergence.ConvergenceTrend;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * {@code godwit.monitor.*}: samples by what came of them, how old they were by then, and silences
 * told.
 */
final class MonitorMetrics {
  private final MeterRegistry meters;

  MonitorMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  /** A sample became a trend; its age contains the difference between the hosts' clocks. */
  void trend(ConvergenceTrend trend, Instant now) {
    samples("trend");
    var outlook = trend.outlook().name().toLowerCase(Locale.ROOT).replace('_', '-');
    meters.counter("godwit.monitor.trends", "outlook", outlook).increment();
    var age = Duration.between(trend.about().at(), now);
    meters.timer("godwit.monitor.sample.age").record(age.isNegative() ? Duration.ZERO : age);
  }

  /** A silence was told. */
  void silent() {
    meters.counter("godwit.monitor.silences").increment();
  }

  void ignored() {
    samples("ignored");
  }

  void unreadable() {
    samples("unreadable");
  }

  private void samples(String outcome) {
    meters.counter("godwit.monitor.samples", "outcome", outcome).increment();
  }
}
