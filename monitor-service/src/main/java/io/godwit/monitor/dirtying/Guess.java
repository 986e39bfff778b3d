package io.godwit.monitor.dirtying;

/**
 * One guest that may be the true one.
 *
 * @param dirtyRate D, bytes per second
 * @param workingSet W, bytes
 * @param roundAndRound whether it writes its working set in order; else anywhere
 * @param weight how likely it is, all together 1
 */
public record Guess(double dirtyRate, double workingSet, boolean roundAndRound, double weight) {
  private static final int PASSES = 10;
  private static final double SMALL = 1e-4;
  private static final double NEARLY = 0.01;

  /** Bytes dirtied at least once within so many seconds, of a working set that was clean. */
  double dirtiedIn(double seconds) {
    return roundAndRound
        ? Math.min(workingSet, dirtyRate * seconds)
        : workingSet * shareHit(dirtyRate * seconds / workingSet);
  }

  /**
   * Bytes dirty again of a first pass that went through this share of memory in so many seconds.
   */
  double dirtiedAgain(double share, double seconds) {
    return share
        * workingSet
        * FirstPass.dirtyAgain(dirtyRate * seconds / workingSet, roundAndRound);
  }

  /** 1 - exp(-turns), in the time that exp takes. */
  private static double shareHit(double turns) {
    return turns < SMALL ? turns * (1 - turns / 2) : 1 - Math.exp(-turns);
  }

  /** Seconds until it switches over; infinite where it never does. */
  double secondsToEnd(Standing at) {
    double bulk = Math.max(0, at.rest() - at.threshold()) / at.bandwidth();
    if (at.continuous() && !at.firstPass()) {
      return falling(at.rest(), at);
    }
    double unsent = Math.min(at.rest(), at.threshold());
    double left = unsent + dirtiedIn(at.seconds() + bulk) * clean(unsent);
    return bulk + (at.continuous() ? falling(left, at) : passes(left, at));
  }

  /**
   * Pass by pass. The hypervisor looks again once no more than the threshold is left of a pass, so
   * that each pass sends what exceeds it.
   */
  private double passes(double from, Standing at) {
    double seconds = 0;
    double above = from - at.threshold();
    double ratio = dirtyRate * clean(at.threshold()) / at.bandwidth();
    for (int pass = 0; above > NEARLY * at.threshold(); pass++) {
      if (ratio >= 1) {
        return Double.POSITIVE_INFINITY;
      }
      if (pass == PASSES) {
        return seconds + above / at.bandwidth() / (1 - ratio);
      }
      double pause = above / at.bandwidth();
      seconds += pause;
      above = dirtiedIn(pause) * clean(at.threshold());
    }
    return seconds;
  }

  /** dR/dt = D (1 - R/W) - B, or D - B where it never meets a page that is dirty already. */
  private double falling(double from, Standing at) {
    double to = at.threshold();
    if (from <= to) {
      return 0;
    }
    if (roundAndRound || from >= workingSet) {
      double net = at.bandwidth() - dirtyRate * (roundAndRound ? 1 : clean(from));
      return net <= 0 ? Double.POSITIVE_INFINITY : (from - to) / net;
    }
    double level = dirtyRate <= 0 ? 0 : workingSet * (1 - at.bandwidth() / dirtyRate);
    if (dirtyRate < 1e-3 * at.bandwidth()) {
      return (from - to) / at.bandwidth();
    }
    return level >= to
        ? Double.POSITIVE_INFINITY
        : Math.log((from - level) / (to - level)) * workingSet / dirtyRate;
  }

  private double clean(double dirty) {
    return roundAndRound ? 1 : Math.max(0, 1 - dirty / workingSet);
  }

  /**
   * Where a migration is.
   *
   * @param bandwidth B, bytes per second
   * @param threshold bytes at which it switches over
   * @param rest bytes still to be sent of this pass, or of all where the signal is continuous
   * @param seconds since this pass began
   * @param firstPass whether this is the first
   * @param continuous whether what remains holds what was dirtied meanwhile
   */
  public record Standing(
      double bandwidth,
      double threshold,
      double rest,
      double seconds,
      boolean firstPass,
      boolean continuous) {}
}
