package io.godwit.monitor.convergence;

import io.godwit.events.convergence.Eta;
import io.godwit.monitor.convergence.Estimate.Verdict;
import io.godwit.monitor.convergence.Passes.PassEnd;
import org.jspecify.annotations.Nullable;

/**
 * Estimates from pass boundaries alone: the signal is a saw-tooth that means nothing in between.
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
 *   <li>Else it falls. How y follows T, its elasticity e = ln(y2/y1) / ln(T2/T1), gives the
 *       saturation u = D T / W as the root of e = u / (exp(u) - 1), hence W = y / (1 - exp(-u)) and
 *       D = u W / T, and the passes to the threshold are computed with them.
 * </ul>
 */
final class BoundaryEstimator {
  /** A pass that leaves more than this share of what the last one left gains nothing. */
  private static final double STANDS_STILL = 0.95;

  private static final double SATURATED = 0.98;
  private static final double MOST_SATURATION = 8;

  private BoundaryEstimator() {}

  static Estimate renew(Passes passes, Scene scene) {
    var latest = passes.latest();
    if (latest == null) {
      return Estimate.NONE;
    }
    double rate = latest.dirtied() / latest.seconds();
    if (latest.dirtied() <= scene.threshold()) {
      var model = new DirtyModel(scene.bandwidth(), rate, passes.mostRemaining());
      return falls(model, scene, scene.eta(0, latest.dirtied() / Math.max(1, scene.bandwidth())));
    }
    var previous = passes.previous();
    if (standsStill(previous, latest, scene)) {
      return settles(passes, latest, scene);
    }
    if (previous == null) {
      long now = scene.now().elapsedMillis();
      return new Estimate(Verdict.UNDECIDED, rate, latest.dirtied(), 0, now, null);
    }
    var model = fit(previous, latest, scene);
    return falls(model, scene, eta(model, latest, scene));
  }

  private static boolean standsStill(@Nullable PassEnd previous, PassEnd latest, Scene scene) {
    if (previous == null) {
      return latest.dirtied() >= STANDS_STILL * latest.sent();
    }
    return latest.dirtied() >= STANDS_STILL * previous.dirtied()
        && latest.dirtied() / latest.seconds() >= STANDS_STILL * scene.bandwidth();
  }

  /** D is what the fixed point asks for: from x = 1 - exp(-a x), a = -ln(1 - x) / x. */
  private static Estimate settles(Passes passes, PassEnd latest, Scene scene) {
    double x = Math.min(SATURATED, latest.dirtied() / passes.mostRemaining());
    double needed = scene.bandwidth() * -Math.log1p(-x) / x;
    return new Estimate(
        Verdict.SETTLES,
        Math.max(needed, latest.dirtied() / latest.seconds()),
        passes.mostRemaining(),
        latest.dirtied(),
        scene.now().elapsedMillis(),
        null);
  }

  private static Estimate falls(DirtyModel model, Scene scene, @Nullable Eta eta) {
    return new Estimate(
        Verdict.FALLS, model.dirtyRate(), model.workingSet(), 0, scene.now().elapsedMillis(), eta);
  }

  private static DirtyModel fit(PassEnd previous, PassEnd latest, Scene scene) {
    double u = saturation(previous, latest);
    double workingSet = latest.dirtied() / -Math.expm1(-u);
    var fitted = new DirtyModel(scene.bandwidth(), u * workingSet / latest.seconds(), workingSet);
    if (fitted.fixedPoint() <= scene.threshold()) {
      return fitted;
    }
    // It still shrinks, and two passes are too few to say where that ends: as it went so far.
    double shrinks = Math.min(STANDS_STILL, latest.dirtied() / previous.dirtied());
    return new DirtyModel(scene.bandwidth(), shrinks * scene.bandwidth(), workingSet);
  }

  private static double saturation(PassEnd previous, PassEnd latest) {
    double durations = Math.log(latest.seconds() / previous.seconds());
    double dirtied = Math.log(Math.max(1, latest.dirtied()) / Math.max(1, previous.dirtied()));
    double elasticity = Math.abs(durations) < 0.02 ? 1 : dirtied / durations;
    double low = 1e-3;
    double high = MOST_SATURATION;
    for (int i = 0; i < 40; i++) {
      double u = (low + high) / 2;
      if (u / Math.expm1(u) > elasticity) {
        low = u;
      } else {
        high = u;
      }
    }
    return low;
  }

  private static @Nullable Eta eta(DirtyModel model, PassEnd latest, Scene scene) {
    double middle = model.secondsToReach(scene.threshold(), latest.dirtied());
    double low = model.off(1.05, 0.9).secondsToReach(scene.threshold(), latest.dirtied());
    double high = model.off(0.95, 1.1).secondsToReach(scene.threshold(), latest.dirtied());
    if (Double.isInfinite(middle)) {
      return null;
    }
    return scene.eta(Math.min(low, middle), Math.min(high, 3 * middle));
  }
}
