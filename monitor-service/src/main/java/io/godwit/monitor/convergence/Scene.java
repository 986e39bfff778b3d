package io.godwit.monitor.convergence;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.convergence.Eta;
import io.godwit.events.convergence.ProgressSample;
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

  /** The hypervisor takes what it was told of the link, or else what it sees of it. */
  static Scene of(ProgressSample sample, Reading now, Flow flow) {
    BytesPerSecond told = sample.switchoverBandwidth();
    double rate = told == null || told.count() == 0 ? flow.bytesPerSecond() : told.count();
    double threshold = rate * sample.maxDowntime().toMillis() / 1000.0;
    return new Scene(now, flow.bytesPerSecond(), threshold, rate);
  }

  /** Seconds that so many bytes take in the stop phase. */
  double stop(double left) {
    return switchoverRate <= 0 ? 0 : left / switchoverRate;
  }

  static Eta interval(double low, double high) {
    return new Eta(duration(low), duration(Math.max(low, high)));
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis((long) (Math.clamp(seconds, 0, LONGEST_SECONDS) * 1000));
  }
}
