package io.godwit.monitor.convergence;

import io.godwit.monitor.convergence.Estimate.Verdict;

/**
 * Estimates from the continuous signal, sample by sample once the first pass is over (see {@link
 * Slope}). In the mean such a guest follows dR/dt = D (1 - R/W) - B, with the plateau W (1 - B/D)
 * for D above B: at it the pages dirtied, G = D (1 - R/W), equal B however high D is. So D is only
 * known to be at least G; that remaining stands still above the threshold is what counts.
 *
 * <ul>
 *   <li>Flat: it settles, at what remains.
 *   <li>At the first boundary it is enough that the first pass was flat while it went through the
 *       hot pages, if what it rewrote there still remains: cold pages at its end hide it.
 *   <li>Not flat for 1.8 s since the first boundary and G at most 95 % of B: it falls, and reaches
 *       the threshold in about (R - threshold) / (B - G), later if G grows as R falls.
 *   <li>Else nothing new is said.
 * </ul>
 */
final class SlopeEstimator {
  private static final double STANDS_STILL = 0.95;

  /** Share of what a flat first pass rewrote that must still remain at its end. */
  private static final double STILL_THERE = 0.8;

  private SlopeEstimator() {}

  static Estimate renew(Estimate held, Slope slope, Passes passes, boolean boundary, Scene scene) {
    long now = scene.now().elapsedMillis();
    double remaining = scene.now().remaining();
    if (remaining <= scene.threshold()) {
      var eta = scene.eta(0, remaining / Math.max(1, scene.bandwidth()));
      return new Estimate(Verdict.FALLS, held.dirtyRate(), passes.mostRemaining(), 0, now, eta);
    }
    boolean atFirst = boundary && passes.firstMillis() == now;
    boolean firstPassWasFlat =
        atFirst && slope.flatAt() > 0 && remaining >= STILL_THERE * slope.flatAt();
    var since = slope.since(passes.firstMillis());
    if (firstPassWasFlat || slope.isFlat(passes.firstMillis() > now - 4300)) {
      double level = since.tells() ? since.remaining() : remaining;
      double rate = Math.max(slope.dirtyRate(), scene.bandwidth());
      double most = Math.max(level, (double) passes.mostRemaining());
      return new Estimate(Verdict.SETTLES, rate, most, level, now, null);
    }
    return since.tells() ? falling(held, since, passes, scene) : held;
  }

  private static Estimate falling(Estimate held, Slope slope, Passes passes, Scene scene) {
    double rate = slope.dirtyRate();
    if (rate > STANDS_STILL * scene.bandwidth()) {
      return held;
    }
    double seconds = (scene.now().remaining() - scene.threshold()) / (scene.bandwidth() - rate);
    return new Estimate(
        Verdict.FALLS,
        rate,
        passes.mostRemaining(),
        0,
        scene.now().elapsedMillis(),
        scene.eta(0.7 * seconds, 2 * seconds));
  }
}
