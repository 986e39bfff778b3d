package io.godwit.cli.simulation;

import java.time.Duration;

/**
 * What became of one guest under one policy.
 *
 * @param end how it ended
 * @param total from the start of the job to its end, or to the horizon
 * @param workLost seconds of its usual work that the guest did not do
 * @param standstill seconds of the longest time that it stood still
 * @param sent bytes on the wire
 * @param bulk bytes that a guest that writes nothing would take
 * @param inTime whether it was over by its policy's deadline; true where there is none
 * @param withinBudget whether no step went beyond what its policy allows
 */
record Fate(
    End end,
    Duration total,
    double workLost,
    double standstill,
    long sent,
    long bulk,
    boolean inTime,
    boolean withinBudget) {

  /** How it ended. */
  enum End {
    COMPLETED,
    GIVEN_UP,
    /** It still ran at the horizon. */
    RUNNING
  }

  boolean completed() {
    return end == End.COMPLETED;
  }

  boolean intentMet() {
    return completed() && inTime && withinBudget;
  }
}
