package io.godwit.convergence.model;

/**
 * How fast a guest rewrites its memory against how fast the memory moves.
 *
 * <p>While R bytes are sent at B bytes/s, a guest that rewrites pages at D bytes/s, chosen from a
 * working set of W bytes, makes {@code dirtied(R) = W (1 - exp(-D R / (B W)))} bytes dirty: the
 * same page rewritten twice counts once, so that W bounds it. A pass turns R into dirtied(R), hence
 *
 * <ul>
 *   <li>for D at most B the passes shrink to nothing: the fixed point is 0;
 *   <li>for D above B they settle at the R* above zero with dirtied(R*) = R*; with x = R* / W and a
 *       = D/B it is the root of x = 1 - exp(-a x).
 * </ul>
 *
 * @param bandwidth B, bytes of memory per second
 * @param dirtyRate D, bytes per second
 * @param workingSet W, bytes
 */
public record DirtyModel(double bandwidth, double dirtyRate, double workingSet) {
  private static final int MOST_PASSES = 10_000;
  private static final int BISECTIONS = 60;

  /** Bytes rewritten at least once while {@code remaining} bytes are sent. */
  public double dirtied(double remaining) {
    if (workingSet <= 0 || bandwidth <= 0) {
      return 0;
    }
    return workingSet * -Math.expm1(-dirtyRate * remaining / (bandwidth * workingSet));
  }

  /** What remains at the boundaries in the long run, bytes. */
  public double fixedPoint() {
    if (dirtyRate <= bandwidth || workingSet <= 0) {
      return 0;
    }
    double ratio = dirtyRate / bandwidth;
    double low = 1e-9;
    double high = 1;
    for (int i = 0; i < BISECTIONS; i++) {
      double x = (low + high) / 2;
      if (-Math.expm1(-ratio * x) > x) {
        low = x;
      } else {
        high = x;
      }
    }
    return low * workingSet;
  }

  /**
   * Seconds until a boundary at which no more than {@code threshold} bytes remain, pass by pass.
   * Infinite where the passes stop shrinking before.
   */
  public double secondsToReach(double threshold, double remaining) {
    double seconds = 0;
    double left = remaining;
    for (int pass = 0; left > threshold; pass++) {
      double next = dirtied(left);
      if (bandwidth <= 0 || pass == MOST_PASSES || next > left * 0.999) {
        return Double.POSITIVE_INFINITY;
      }
      seconds += left / bandwidth;
      left = next;
    }
    return seconds;
  }

  /** The same guest with both rates off by a factor: for an interval around an estimate. */
  DirtyModel off(double bandwidthFactor, double dirtyFactor) {
    return new DirtyModel(bandwidth * bandwidthFactor, dirtyRate * dirtyFactor, workingSet);
  }
}
