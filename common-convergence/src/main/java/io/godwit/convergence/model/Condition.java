package io.godwit.convergence.model;

import io.godwit.events.convergence.ConvergenceTrend;

/**
 * Where a migration stands, as the model needs it. Amounts are bytes, rates bytes per second, times
 * seconds. Before the start: remaining is the memory that is in use.
 *
 * @param memory of the guest
 * @param remaining R: what would go over the link if the guest wrote no more
 * @param disk bytes of disks still to be copied, which go before the memory
 * @param bandwidth B, at which memory moves
 * @param dirtyRate D, under the present throttle
 * @param workingSet W
 * @param switchoverRate S, what the links carry in the stop phase and in post-copy, where the
 *     hypervisor lifts the migration's own limit
 * @param allowedDowntime as it is set now
 * @param throttlePercent by how much the guest is slowed now, 0 to 99
 * @param compression bytes of memory that one byte on the wire carries, 1 without
 */
public record Condition(
    double memory,
    double remaining,
    double disk,
    double bandwidth,
    Range dirtyRate,
    Range workingSet,
    double switchoverRate,
    double allowedDowntime,
    int throttlePercent,
    double compression) {

  /** As the monitor sees it. */
  public static Condition of(ConvergenceTrend trend) {
    var dirtying = trend.dirtyRateRange();
    var set = trend.workingSetRange();
    return new Condition(
        (double) trend.memoryTotal().count(),
        (double) trend.outstanding().count(),
        (double) trend.diskRemaining().count(),
        (double) trend.bandwidth().count(),
        range(dirtying.low().count(), trend.dirtyRate().count(), dirtying.high().count()),
        range(set.low().count(), trend.workingSet().count(), set.high().count()),
        (double) trend.switchoverRate().count(),
        trend.maxDowntime().toMillis() / 1000.0,
        trend.throttlePercent(),
        Math.max(1, trend.compression()));
  }

  /** Bytes that fit in the allowed downtime: at or under it the hypervisor switches over. */
  public double threshold() {
    return switchoverRate * allowedDowntime;
  }

  /** The same with another bandwidth, at which nothing slower than it is expected of the stop. */
  public Condition withBandwidth(double bytesPerSecond) {
    double stop = Math.max(switchoverRate, bytesPerSecond);
    return with(bytesPerSecond, dirtyRate, stop, allowedDowntime, throttlePercent);
  }

  public Condition withDowntime(double seconds) {
    return with(bandwidth, dirtyRate, switchoverRate, seconds, throttlePercent);
  }

  /** With so many bytes left to send. */
  Condition withRemaining(double bytes) {
    return new Condition(
        memory,
        bytes,
        disk,
        bandwidth,
        dirtyRate,
        workingSet,
        switchoverRate,
        allowedDowntime,
        throttlePercent,
        compression);
  }

  /** The guest writes as much less as it is slowed. */
  public Condition withThrottle(int percent) {
    double factor = (100.0 - percent) / Math.max(1, 100 - throttlePercent);
    return with(bandwidth, dirtyRate.times(factor), switchoverRate, allowedDowntime, percent);
  }

  private Condition with(
      double bandwidth, Range dirtyRate, double switchoverRate, double downtime, int throttle) {
    return new Condition(
        memory,
        remaining,
        disk,
        bandwidth,
        dirtyRate,
        workingSet,
        switchoverRate,
        downtime,
        throttle,
        compression);
  }

  private static Range range(long low, long likely, long high) {
    return new Range(
        (double) Math.min(low, likely), (double) likely, (double) Math.max(high, likely));
  }
}
