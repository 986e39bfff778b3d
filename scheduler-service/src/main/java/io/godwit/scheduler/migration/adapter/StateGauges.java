package io.godwit.scheduler.migration.adapter;

import io.godwit.scheduler.migration.MigrationState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** How many migrations there are in each state that is not terminal, and in the queue. */
@Component
final class StateGauges {
  private static final Duration REFRESH = Duration.ofSeconds(5);
  private final MigrationTable migrations;
  private final Map<MigrationState, AtomicLong> counts = new EnumMap<>(MigrationState.class);
  private Instant next = Instant.EPOCH;

  StateGauges(MigrationTable migrations, MeterRegistry registry) {
    this.migrations = migrations;
    Arrays.stream(MigrationState.values())
        .filter(state -> !state.terminal())
        .forEach(state -> counts.put(state, gauge(registry, state)));
    Gauge.builder("godwit.scheduler.queue.length", this, g -> g.count(MigrationState.QUEUED))
        .description("Migrations that wait for their turn")
        .register(registry);
  }

  private static AtomicLong gauge(MeterRegistry registry, MigrationState state) {
    var count = new AtomicLong();
    Gauge.builder("godwit.scheduler.migrations", count, AtomicLong::doubleValue)
        .tag("state", state.name().toLowerCase(Locale.ROOT))
        .description("Migrations that have not ended")
        .register(registry);
    return count;
  }

  private double count(MigrationState state) {
    var count = counts.get(state);
    return count == null ? 0 : count.doubleValue();
  }

  /** Counts anew, every now and then. */
  void refresh(Instant now) {
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(REFRESH);
    var found = migrations.counts();
    counts.forEach((state, count) ->
        count.set(
            found.stream()
                .filter(one -> one.state() == state)
                .mapToLong(MigrationTable.Count::migrations)
                .sum()));
  }
}
