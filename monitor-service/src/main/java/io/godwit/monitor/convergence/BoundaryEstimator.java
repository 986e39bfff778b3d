package io.godwit.monitor.convergence;

import io.godwit.monitor.convergence.Passes.PassEnd;
import org.jspecify.annotations.Nullable;

/**
 * The verdict from pass boundaries alone: the signal is a saw-tooth that means nothing in between.
 *
 * <p>What a pass leaves, y, is W (1 - exp(-D T / W)) of its duration T: two unknowns. So y / T is
 * only a lower bound of D, and one boundary cannot tell a working set that was rewritten many times
 * from a larger one rewritten slowly: the guests of 256 MiB at 400 MiB/s and of 200 MiB at 50 MiB/s
 * both leave 86 % of what a first pass over 60 MB/s sends. The rules:
 *
 * <ul>
 *   <li>y is under the threshold: it ends.
 *   <li>First boundary: as y is at most D T, y of 95 % of what was sent proves that D is 95 % of B
 *       or more, and it settles. Else nothing is said: a wrong post-copy costs more than a pass.
 *   <li>Later: y no longer shrinks by 5 % a pass and D is not under B by as much: it settles, at y.
 *   <li>Else it falls.
 * </ul>
 */
final class BoundaryEstimator {
  /** A pass that leaves more than this share of what the last one left gains nothing. */
  private static final double STANDS_STILL = 0.95;

  private BoundaryEstimator() {}

  static Estimate renew(Passes passes, Scene scene) {
    var latest = passes.latest();
    if (latest == null) {
      return Estimate.NONE;
    }
    if (latest.dirtied() <= scene.threshold()) {
      return Estimate.FALLS;
    }
    var previous = passes.previous();
    if (standsStill(previous, latest, scene)) {
      return Estimate.settlesAt(latest.dirtied());
    }
    return previous == null ? Estimate.NONE : Estimate.FALLS;
  }

  private static boolean standsStill(@Nullable PassEnd previous, PassEnd latest, Scene scene) {
    if (previous == null) {
      return latest.dirtied() >= STANDS_STILL * latest.sent();
    }
    return latest.dirtied() >= STANDS_STILL * previous.dirtied()
        && latest.dirtied() / latest.seconds() >= STANDS_STILL * scene.bandwidth();
  }
}
