package io.godwit.gateway.projection;

import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import org.jspecify.annotations.Nullable;

/**
 * The last that was seen of a running attempt.
 *
 * @param sequence of the last sample, seen itself or through its trend
 * @param diskTotal bytes of disks to be copied; absent: no sample has told
 * @param diskRemaining of these still to be copied; absent with {@code diskTotal}
 * @param forecast the monitor's last word on this attempt; absent until it has spoken
 */
public record Progress(
    int attempt,
    long sequence,
    Phase phase,
    int pass,
    Bytes remaining,
    Bytes transferred,
    @Nullable Bytes diskTotal,
    @Nullable Bytes diskRemaining,
    @Nullable Forecast forecast) {

  /** Takes in a sample, unless it is older than what is known. */
  static @Nullable Progress evolve(@Nullable Progress known, ProgressSample sample) {
    return isNews(known, sample.about())
        ? new Progress(
            sample.about().attempt(),
            sample.about().sequence(),
            sample.phase(),
            sample.pass(),
            sample.memoryRemaining(),
            sample.transferred(),
            sample.diskTotal(),
            sample.diskRemaining(),
            known != null && known.attempt == sample.about().attempt() ? known.forecast : null)
        : known;
  }

  /** Takes in a trend: its figures where they are news, and its forecast where that is. */
  static @Nullable Progress evolve(@Nullable Progress known, ConvergenceTrend trend) {
    var about = trend.about();
    if (isNews(known, about)) {
      var same = known != null && known.attempt == about.attempt() ? known : null;
      return new Progress(
          about.attempt(),
          about.sequence(),
          trend.phase(),
          trend.pass(),
          trend.remaining(),
          trend.transferred(),
          same == null ? null : same.diskTotal,
          same == null ? null : same.diskRemaining,
          forecast(trend));
    }
    return known != null && known.attempt == about.attempt() && isNews(known.forecast, trend)
        ? known.with(forecast(trend))
        : known;
  }

  private static Forecast forecast(ConvergenceTrend trend) {
    return new Forecast(
        trend.about().sequence(),
        trend.bandwidth(),
        trend.dirtyRate(),
        trend.bulkDone(),
        trend.convergenceDone(),
        trend.outlook(),
        trend.eta(),
        trend.convergenceProbability(),
        trend.throttlePercent(),
        trend.bandwidthLimit(),
        trend.guestPaused(),
        trend.postCopyFaults(),
        trend.diskEta(),
        trend.silentFor());
  }

  private Progress with(Forecast next) {
    return new Progress(
        attempt, sequence, phase, pass, remaining, transferred, diskTotal, diskRemaining, next);
  }

  private static boolean isNews(@Nullable Progress known, About about) {
    return known == null
        || about.attempt() > known.attempt
        || (about.attempt() == known.attempt && about.sequence() > known.sequence);
  }

  /** Of one sequence, that nothing was heard since is said after what was heard. */
  private static boolean isNews(@Nullable Forecast known, ConvergenceTrend trend) {
    if (known == null || trend.about().sequence() != known.sequence()) {
      return known == null || trend.about().sequence() > known.sequence();
    }
    var before = known.silentFor();
    return before != null && trend.silentFor().compareTo(before) > 0;
  }
}
