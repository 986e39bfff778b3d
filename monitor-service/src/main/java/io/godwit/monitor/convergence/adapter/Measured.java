package io.godwit.monitor.convergence.adapter;

import io.godwit.events.agent.AgentEvent.DirtyingMeasured;
import io.godwit.monitor.dirtying.Evidence;
import io.godwit.service.streams.KeptCodec;
import java.util.List;

/**
 * What was measured of a guest before its migration began.
 *
 * @param attempt of the migration
 * @param periods each of its own
 * @param heardAtMillis when it came, by this service's clock
 */
record Measured(int attempt, List<Evidence> periods, long heardAtMillis) {
  static final KeptCodec<Measured> CODEC = new KeptCodec<>(Measured.class, "measurement");

  static Measured of(DirtyingMeasured event, long nowMillis) {
    var periods =
        event.periods().stream()
            .filter(period -> period.period().isPositive())
            .map(period ->
                new Evidence(
                    Evidence.Kind.MEASURED,
                    period.period().toMillis() / 1000.0,
                    (double) period.distinct().count(),
                    0,
                    1))
            .toList();
    return new Measured(event.about().attempt(), periods, nowMillis);
  }
}
