package io.godwit.monitor.convergence;

import io.godwit.events.convergence.Eta;
import java.time.Duration;

/**
 * What an estimate is made against.
 *
 * @param now the sample
 * @param bandwidth B, smoothed, bytes per second
 * @param threshold bytes that fit in the allowed downtime
 * @param switchoverRate what the link carries in the stop phase, bytes per second
 */
record Scene(Reading now, double bandwidth, double threshold, double switchoverRate) {
  private static final double LONGEST_SECONDS = 1e9;

  /** The interval from {@code low} to {@code high} seconds, and the stop phase at its end. */
  Eta eta(double low, double high) {
    double stop = switchoverRate <= 0 ? 0 : threshold / switchoverRate;
    return interval(low, high + stop);
  }

  Eta interval(double low, double high) {
    return new Eta(duration(low), duration(high));
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis((long) (Math.min(seconds, LONGEST_SECONDS) * 1000));
  }
}
