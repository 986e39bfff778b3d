package io.godwit.convergence.model;

import org.jspecify.annotations.Nullable;

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
  private static final int BISECTIONS = 60;

  /** Passes that shrink less than this are taken many at a time. */
  private static final double SLOW = 0.95;

  private static final double STANDS_STILL = 0.999;

  /**
   * The way from some bytes down to a threshold.
   *
   * @param seconds until a boundary at which no more remains
   * @param sent bytes of memory until then
   * @param left what remains there
   */
  public record Descent(double seconds, double sent, double left) {}

  /** Bytes rewritten at least once while {@code remaining} bytes are sent. */
  public double dirtied(double remaining) {
    return bandwidth <= 0 ? 0 : dirtiedIn(remaining / bandwidth);
  }

  /** Bytes rewritten at least once within so many seconds. */
  public double dirtiedIn(double seconds) {
    return workingSet <= 0 ? 0 : workingSet * -Math.expm1(-dirtyRate * seconds / workingSet);
  }

  /**
   * Bytes dirty again of a working set that was sent evenly within so many seconds, each page at
   * any moment of them: {@code W (1 - (1 - exp(-x)) / x)} with x = D s / W.
   */
  public double dirtiedAgainIn(double seconds) {
    double turns = workingSet <= 0 ? 0 : dirtyRate * seconds / workingSet;
    return turns < 1e-6 ? 0 : workingSet * (1 + Math.expm1(-turns) / turns);
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
   * The highest dirty rate at which the passes over this working set still come down to the
   * threshold, bytes per second: from x = 1 - exp(-a x), a = -ln(1 - x) / x. Infinite where the
   * working set fits under the threshold.
   */
  public static double rateThatSettlesAt(double level, double workingSet, double bandwidth) {
    double x = level / workingSet;
    if (!(x < 1)) {
      return Double.POSITIVE_INFINITY;
    }
    return x < 1e-9 ? bandwidth : bandwidth * -Math.log1p(-x) / x;
  }

  /**
   * Seconds until a boundary at which no more than {@code threshold} bytes remain, pass by pass.
   * Infinite where the passes stop shrinking before.
   */
  public double secondsToReach(double threshold, double remaining) {
    var descent = descend(threshold, remaining);
    return descent == null ? Double.POSITIVE_INFINITY : descent.seconds();
  }

  /** Pass by pass; nothing where they stop shrinking before the threshold. */
  public @Nullable Descent descend(double threshold, double remaining) {
    double sent = 0;
    double left = remaining;
    while (left > threshold) {
      double next = dirtied(left);
      if (bandwidth <= 0 || next > left * STANDS_STILL) {
        return null;
      }
      if (next > left * SLOW && next > threshold) {
        // Many passes with much the same ratio q, a geometric series.
        double down = Math.max(threshold, left * SLOW * SLOW);
        double q = dirtied(down) / down;
        if (q > STANDS_STILL) {
          return null;
        }
        sent += (left - down) / (1 - q);
        left = down;
      } else {
        sent += left;
        left = next;
      }
    }
    return new Descent(bandwidth <= 0 ? 0 : sent / bandwidth, sent, left);
  }
}
