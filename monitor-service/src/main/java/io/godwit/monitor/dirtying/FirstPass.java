package io.godwit.monitor.dirtying;

import io.godwit.monitor.dirtying.Fit.Solved;

/**
 * A first pass that has gone through a share f of the memory in s seconds, at an even pace. A page
 * of the working set W in that part was sent at any moment of it, and written to since with the
 * turns x = D s / W; so that of f W became dirty again
 *
 * <ul>
 *   <li>of a guest that writes anywhere {@code g(x) = 1 - (1 - exp(-x)) / x}, for which (3 x + x^2)
 *       / (6 + 4 x + x^2) stands here: the same for few and for many turns, 2.5 % off in between;
 *   <li>of one that writes round and round {@code x / 2} up to one turn, {@code 1 - 1 / (2 x)}
 *       beyond.
 * </ul>
 */
final class FirstPass {
  /** Of the working set; above it nothing more is told of the rate. */
  private static final double FULL = 0.95;

  private static final double MOST_SIGMA = 1.2;

  private FirstPass() {}

  /** The share of the part of the working set that was gone through which is dirty again. */
  static double dirtyAgain(double turns, boolean roundAndRound) {
    if (roundAndRound) {
      return turns <= 1 ? turns / 2 : 1 - 1 / (2 * turns);
    }
    return turns * (3 + turns) / (6 + turns * (4 + turns));
  }

  static Solved solve(Evidence seen, double set, double error, boolean roundAndRound) {
    double share = Math.max(1e-9, seen.dirtied() / (seen.level() * set));
    double over = Math.max(0, Math.log(share) / error);
    double told = Math.min(share, FULL);
    double turns = roundAndRound ? turnsInOrder(told) : turnsAnywhere(told);
    double rate = Math.max(Fit.LEAST_RATE, turns * set / Math.max(1e-3, seen.seconds()));
    double sigma = error / elasticity(turns, roundAndRound);
    return new Solved(Math.log(rate), Math.min(MOST_SIGMA, sigma), 0.5 * over * over);
  }

  private static double turnsInOrder(double share) {
    return share <= 0.5 ? 2 * share : 1 / (2 * (1 - share));
  }

  /** The positive root of (1 - s) x^2 + (3 - 4 s) x - 6 s. */
  private static double turnsAnywhere(double share) {
    double a = 1 - share;
    double b = 3 - 4 * share;
    return (-b + Math.sqrt(b * b + 24 * a * share)) / (2 * a);
  }

  /** By how many percent it grows with one percent more turns. */
  private static double elasticity(double turns, boolean roundAndRound) {
    if (roundAndRound) {
      return turns <= 1 ? 1 : 1 / (2 * turns - 1);
    }
    double above = (3 + 2 * turns) / (3 + turns);
    return above - turns * (4 + 2 * turns) / (6 + turns * (4 + turns));
  }
}
