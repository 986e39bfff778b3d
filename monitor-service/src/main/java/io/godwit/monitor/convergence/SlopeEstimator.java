package io.godwit.monitor.convergence;

/**
 * The verdict from the continuous signal, sample by sample once the first pass is over (see {@link
 * Slope}). In the mean such a guest follows dR/dt = D (1 - R/W) - B, with the plateau W (1 - B/D)
 * for D above B: at it the pages dirtied, G = D (1 - R/W), equal B however high D is. So D is only
 * known to be at least G; that remaining stands still above the threshold is what counts.
 *
 * <ul>
 *   <li>Flat: it settles, at what remains.
 *   <li>At the first boundary it is enough that the first pass was flat while it went through the
 *       hot pages, if what it rewrote there still remains: cold pages at its end hide it.
 *   <li>Not flat for 1.8 s since the first boundary and G at most 95 % of B: it falls.
 *   <li>Else nothing new is said.
 * </ul>
 */
final class SlopeEstimator {
  private static final double STANDS_STILL = 0.95;
  private static final long WINDOW_MILLIS = 4300;

  /** Share of what a flat first pass rewrote that must still remain at its end. */
  private static final double STILL_THERE = 0.8;

  private SlopeEstimator() {}

  static Estimate renew(Estimate held, Slope slope, Passes passes, boolean boundary, Scene scene) {
    long now = scene.now().elapsedMillis();
    double remaining = scene.now().remaining();
    if (remaining <= scene.threshold()) {
      return Estimate.FALLS;
    }
    boolean atFirst = boundary && passes.firstMillis() == now;
    boolean firstPassWasFlat =
        atFirst && slope.flatAt() > 0 && remaining >= STILL_THERE * slope.flatAt();
    var since = slope.since(passes.firstMillis());
    if (firstPassWasFlat || slope.isFlat(passes.firstMillis() > now - WINDOW_MILLIS)) {
      return Estimate.settlesAt(since.tells() ? since.remaining() : remaining);
    }
    boolean falls = since.tells() && since.dirtyRate() <= STANDS_STILL * scene.bandwidth();
    return falls ? Estimate.FALLS : held;
  }
}
