package io.godwit.monitor.convergence;

/**
 * What is held to be true of a migration until it is renewed.
 *
 * @param verdict what becomes of it
 * @param fixedPoint R*, bytes; 0 where it falls
 */
record Estimate(Verdict verdict, double fixedPoint) {
  static final Estimate NONE = new Estimate(Verdict.UNDECIDED, 0);
  static final Estimate FALLS = new Estimate(Verdict.FALLS, 0);

  /** What becomes of what remains. */
  enum Verdict {
    UNDECIDED,
    /** It falls from boundary to boundary. */
    FALLS,
    /** It stays where it is. */
    SETTLES
  }

  static Estimate settlesAt(double level) {
    return new Estimate(Verdict.SETTLES, level);
  }
}
