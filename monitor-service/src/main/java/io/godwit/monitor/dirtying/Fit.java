package io.godwit.monitor.dirtying;

import java.util.List;

/**
 * The dirty rate of a guest with a given working set and manner of writing: each observation is
 * solved for D, and they are averaged in the logarithm by how well each knows it. An observation of
 * a working set that was nearly all dirty knows D only from below, however exact it is.
 *
 * @param set W, bytes
 * @param logRate ln D, D in bytes per second under the present throttle
 * @param sigma standard deviation of {@code logRate}
 * @param logWeight how well the observations agree
 */
record Fit(double set, boolean roundAndRound, double logRate, double sigma, double logWeight) {
  /** Before anything is known: from a few MB/s to a few hundred. */
  private static final double UNKNOWN = Math.log(30e6);

  private static final double UNKNOWN_SIGMA = 1.6;

  /** Pages come in lumps, boundaries are seen late, writers are neither random nor in order. */
  private static final double ERROR = 0.06;

  /** What a guest's rate changes from one observation to the next. */
  private static final double DRIFT = 0.07;

  /** A throttle takes less than its share of a writer that waits for other things. */
  private static final double THROTTLED_OTHERWISE = 0.4;

  private static final double MEASURED_ERROR = 0.15;
  private static final double MEASURED_DRIFT = 0.5;
  private static final double MORE_THAN_MEASURED = Math.log(1.25);
  private static final double FREEDOM = 4;
  private static final int ROUNDS = 4;

  /** Bytes per second, under which a rate makes no difference. */
  static final double LEAST_RATE = 5e5;

  /**
   * A working set is as if it lay in a few pieces anywhere: how much of it a part of the memory
   * holds is known to within this, times the root of what is left over what was gone through.
   */
  private static final double PLACED = 0.5;

  /** Error of a stretch, times its seconds: sender and writer may walk in step for a while. */
  private static final double IN_STEP = 0.3;

  /**
   * @param logRate ln D that this observation asks for
   * @param sigma how well it knows it
   * @param penalty for what this working set cannot explain
   */
  record Solved(double logRate, double sigma, double penalty) {}

  static Fit of(List<Evidence> seen, double set, boolean roundAndRound, double freedom) {
    var solved = new Solved[seen.size()];
    for (int i = 0; i < solved.length; i++) {
      solved[i] = solve(seen.get(i), set, roundAndRound, freedom, solved.length - 1 - i);
    }
    var fit = new Fit(set, roundAndRound, UNKNOWN, Double.POSITIVE_INFINITY, 0);
    for (int round = 1; round < ROUNDS; round++) {
      fit = fit.nearer(solved, false);
    }
    return fit.nearer(solved, true);
  }

  /**
   * Observations that do not agree count, but not without end: guests change.
   *
   * @param weighed whether the weight is wanted too, which takes most of the time
   */
  private Fit nearer(Solved[] solved, boolean weighed) {
    double precision = 1 / (UNKNOWN_SIGMA * UNKNOWN_SIGMA);
    double sum = UNKNOWN * precision;
    double penalty = 0;
    for (var one : solved) {
      double z = sigma == Double.POSITIVE_INFINITY ? 0 : (one.logRate - logRate) / one.sigma;
      double trust = (FREEDOM + 1) / (FREEDOM + z * z);
      double weight = trust / (one.sigma * one.sigma);
      precision += weight;
      sum += weight * one.logRate;
      if (weighed) {
        penalty += one.penalty + (FREEDOM + 1) / 2 * Math.log(1 + z * z / FREEDOM);
      }
    }
    return new Fit(
        set,
        roundAndRound,
        sum / precision,
        Math.sqrt(1 / precision),
        weighed ? -penalty - 0.5 * Math.log(precision) : 0);
  }

  private static Solved solve(
      Evidence seen, double set, boolean roundAndRound, double freedom, int age) {
    boolean measured = seen.kind() == Evidence.Kind.MEASURED;
    double error =
        switch (seen.kind()) {
          case MEASURED -> MEASURED_ERROR;
          case PASS -> ERROR;
          case STRETCH -> ERROR + IN_STEP / seen.seconds();
          case FIRST_PASS -> both(ERROR, PLACED * Math.sqrt((1 - seen.level()) / seen.level()));
        };
    double drift = measured ? MEASURED_DRIFT : DRIFT * Math.sqrt(1 + age);
    if (Math.abs(seen.freedom() - freedom) > 0.01) {
      drift = both(drift, THROTTLED_OTHERWISE);
    }
    double shift = Math.log(freedom / seen.freedom()) + (measured ? MORE_THAN_MEASURED : 0);
    double rate = Math.max(LEAST_RATE, seen.dirtied() / Math.max(1e-3, seen.seconds()));
    var solved =
        switch (seen.kind()) {
          case MEASURED, PASS -> pass(rate, seen.dirtied() / set, error, roundAndRound);
          case STRETCH -> stretch(rate, seen.level() / set, error, roundAndRound);
          case FIRST_PASS -> FirstPass.solve(seen, set, error, roundAndRound);
        };
    return new Solved(solved.logRate + shift, both(solved.sigma, drift), solved.penalty);
  }

  private static Solved pass(double rate, double share, double error, boolean roundAndRound) {
    double over = Math.max(0, Math.log(share) / error);
    double penalty = 0.5 * over * over;
    if (roundAndRound) {
      return share < 1 - error
          ? new Solved(Math.log(rate), error, penalty)
          : new Solved(Math.log(rate) + 0.7, 0.7, penalty);
    }
    if (share > 1 - error / 2) {
      return new Solved(Math.log(rate * 4), 0.8, penalty);
    }
    double turns = Math.max(1e-6, -Math.log(1 - share));
    double elasticity = turns / Math.expm1(turns);
    return new Solved(Math.log(rate * turns / Math.max(1e-6, share)), error / elasticity, penalty);
  }

  private static Solved stretch(double rate, double share, double error, boolean roundAndRound) {
    double over = Math.max(0, Math.log(share) / error);
    double penalty = 0.5 * over * over;
    if (roundAndRound) {
      return share < 1 - 2 * error
          ? new Solved(Math.log(rate), error, penalty)
          : new Solved(Math.log(rate) + 0.5, 0.5, penalty);
    }
    double clean = Math.max(error, 1 - share);
    return new Solved(Math.log(rate / clean), both(error, error * share / clean), penalty);
  }

  /** The deviation of two errors that have nothing to do with each other. */
  private static double both(double one, double other) {
    return Math.sqrt(one * one + other * other);
  }
}
