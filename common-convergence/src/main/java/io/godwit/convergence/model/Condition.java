package io.godwit.convergence.model;

import io.godwit.events.convergence.ConvergenceTrend;

/**
 * Where a migration stands, as the model needs it. Amounts are bytes, rates bytes per second, times
 * seconds.
 *
 * @param memory of the guest
 * @param remaining R, at the start of the present pass where it is a saw-tooth
 * @param bandwidth B, at which memory moves
 * @param dirtyRate D, under the present throttle
 * @param workingSet W
 * @param switchoverRate S, what the links carry in the stop phase and in post-copy, where the
 *     hypervisor lifts the migration's own limit
 * @param allowedDowntime as it is set now
 * @param throttlePercent by how much the guest is slowed now
 */
public record Condition(
    double memory,
    double remaining,
    double bandwidth,
    Range dirtyRate,
    Range workingSet,
    double switchoverRate,
    double allowedDowntime,
    int throttlePercent) {

  /** As the monitor sees it. */
  public static Condition of(ConvergenceTrend trend) {
    var dirtying = trend.dirtyRateRange();
    var set = trend.workingSetRange();
    return new Condition(
        (double) trend.memoryTotal().count(),
        (double) trend.remaining().count(),
        (double) trend.bandwidth().count(),
        range(dirtying.low().count(), trend.dirtyRate().count(), dirtying.high().count()),
        range(set.low().count(), trend.workingSet().count(), set.high().count()),
        (double) trend.switchoverRate().count(),
        trend.maxDowntime().toMillis() / 1000.0,
        trend.throttlePercent());
  }

  private static Range range(long low, long likely, long high) {
    return new Range(
        (double) Math.min(low, likely), (double) likely, (double) Math.max(high, likely));
  }
}
