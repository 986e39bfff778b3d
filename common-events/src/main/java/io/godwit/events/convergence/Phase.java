package io.godwit.events.convergence;

/** Where a running migration is. */
public enum Phase {
  /** The hypervisors shake hands; nothing is sent yet. */
  SETUP,
  PRE_COPY,
  /** The guest stands still for the last pages and the state of its devices. */
  SWITCH_OVER,
  POST_COPY,
  /** A post-copy that lost its connection. */
  POST_COPY_BROKEN,
  ENDED
}
