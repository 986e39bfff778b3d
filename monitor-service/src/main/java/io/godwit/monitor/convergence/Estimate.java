package io.godwit.monitor.convergence;

import io.godwit.events.convergence.Eta;
import org.jspecify.annotations.Nullable;

/**
 * What is held to be true of a migration until it is renewed.
 *
 * @param verdict what becomes of it
 * @param dirtyRate D, bytes per second; a lower bound where it settles
 * @param workingSet W, bytes; a lower bound
 * @param fixedPoint R*, bytes; 0 where it falls
 * @param atMillis job time at which it was made
 * @param eta time to the end from then on; absent: none, or no idea
 */
record Estimate(
    Verdict verdict,
    double dirtyRate,
    double workingSet,
    double fixedPoint,
    long atMillis,
    @Nullable Eta eta) {
  static final Estimate NONE = new Estimate(Verdict.UNDECIDED, 0, 0, 0, 0, null);

  /** What becomes of what remains. */
  enum Verdict {
    UNDECIDED,
    /** It falls from boundary to boundary. */
    FALLS,
    /** It stays where it is. */
    SETTLES
  }
}
