package io.godwit.monitor.convergence;

import io.godwit.events.convergence.Eta;
import io.godwit.events.convergence.ProgressSample;
import org.jspecify.annotations.Nullable;

/**
 * How fast the disks are copied, which happens before the memory moves.
 *
 * @param atMillis job time of the last sample
 * @param remaining bytes then
 * @param bytesPerSecond smoothed as the memory's rate is; zero until something was copied
 */
record DiskFlow(long atMillis, long remaining, double bytesPerSecond) {
  static final DiskFlow NONE = new DiskFlow(0, 0, 0);
  private static final double TAU_SECONDS = 3;
  private static final double SHORTEST_SECONDS = 0.05;

  DiskFlow with(ProgressSample sample) {
    long now = sample.elapsed().toMillis();
    long left = sample.diskRemaining().count();
    double seconds = (now - atMillis) / 1000.0;
    if (sample.diskTotal().count() == 0 || (remaining != 0 && seconds < SHORTEST_SECONDS)) {
      return this;
    }
    if (remaining == 0 || left > remaining) {
      return new DiskFlow(now, left, bytesPerSecond);
    }
    double rate = (remaining - left) / seconds;
    double alpha = bytesPerSecond == 0 ? 1 : -Math.expm1(-seconds / TAU_SECONDS);
    return new DiskFlow(now, left, bytesPerSecond + alpha * (rate - bytesPerSecond));
  }

  @Nullable Eta eta() {
    double seconds = remaining / bytesPerSecond;
    return bytesPerSecond <= 0 ? null : Scene.interval(0.8 * seconds, 1.3 * seconds);
  }
}
