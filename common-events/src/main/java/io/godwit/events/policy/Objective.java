package io.godwit.events.policy;

/** What a policy wants least of, once its budgets are kept. */
public enum Objective {
  /** Time until the guest and all its memory are at the destination. */
  LEAST_TIME,
  /** Work that the guest loses, by the deadline if there is one. */
  LEAST_WORK_LOST
}
