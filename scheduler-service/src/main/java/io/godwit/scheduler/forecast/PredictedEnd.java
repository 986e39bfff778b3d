package io.godwit.scheduler.forecast;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Eta;
import io.godwit.events.convergence.Phase;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a migration that moves is predicted to end, by what the monitor said of it last. A hint: it
 * may be late, wrong, or missing, and nothing may come to harm by it.
 *
 * <p>By the upper end of the monitor's interval where it gives one. In the first pass it gives
 * none, since nobody knows yet whether what the guest rewrites meanwhile will fit into the allowed
 * downtime; one that may be switched to post-copy if it does not is then taken to end with that
 * pass, and the downtime that it may take. One that may not is waited for until it is seen to
 * converge: beside another one it might not.
 */
public final class PredictedEnd {
  private PredictedEnd() {}

  /**
   * @param heardAt when the trend was heard, by the clock of the one who asks
   * @return absent: nobody can say
   */
  public static @Nullable Instant of(ConvergenceTrend trend, Instant heardAt) {
    var eta = trend.eta();
    return switch (trend.phase()) {
      case SETUP, POST_COPY_BROKEN -> null;
      case ENDED -> heardAt;
      case SWITCH_OVER -> heardAt.plus(within(trend.maxDowntime(), eta));
      case PRE_COPY, POST_COPY -> {
        if (eta != null) {
          yield heardAt.plus(eta.high());
        }
        var pass = isFirstPass(trend) && trend.postCopyArmed() ? rest(trend) : null;
        yield pass == null ? null : heardAt.plus(pass).plus(trend.maxDowntime());
      }
    };
  }

  /** The hypervisor switches over where what is left fits into the allowed downtime. */
  private static Duration within(Duration downtime, @Nullable Eta eta) {
    return eta == null || eta.high().compareTo(downtime) > 0 ? downtime : eta.high();
  }

  private static boolean isFirstPass(ConvergenceTrend trend) {
    return trend.phase() == Phase.PRE_COPY && trend.pass() == 1;
  }

  /** What is left of the pass, as fast as pages were dealt with so far. */
  private static @Nullable Duration rest(ConvergenceTrend trend) {
    BytesPerSecond rate = trend.bandwidth();
    return rate.count() == 0 ? null : rate.timeFor(trend.remaining());
  }
}
