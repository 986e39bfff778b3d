package io.godwit.events.convergence;

/** What becomes of a migration under its present settings. */
public enum Outlook {
  /** Too little has been seen to say. */
  NO_IDEA,
  /** What remains falls under what fits in the allowed downtime. */
  CONVERGES,
  /**
   * What remains settles above what fits in the allowed downtime: it never completes as it stands.
   */
  PLATEAU,
  /** The switch is made or about to be made: it ends when what remains is sent. */
  FINISHING
}
