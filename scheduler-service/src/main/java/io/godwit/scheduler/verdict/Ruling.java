package io.godwit.scheduler.verdict;

/** What is to be done on what both hosts say. */
public enum Ruling {
  /** The guest is at the destination and nowhere else. */
  COMPLETED,
  /** The guest is at the source, nothing of it is at the destination: the attempt failed. */
  STAYS_AT_SOURCE,
  /** Nothing can be said yet: ask again. Nothing may be touched. */
  WAIT,
  /** A post-copy lost its connection: resume it. No side may be destroyed. */
  RECOVER,
  /** Both sides run: an alarm. Nothing may be touched. */
  RUNS_TWICE,
  /** The guest itself is no more. */
  GUEST_ENDED;

  /**
   * Whether one look is not enough: the two hosts are not asked at the same instant, and a guest
   * that moved between the two answers looks like this.
   */
  public boolean wantsSecondLook() {
    return this == RUNS_TWICE || this == GUEST_ENDED;
  }
}
