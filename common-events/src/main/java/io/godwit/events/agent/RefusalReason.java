package io.godwit.events.agent;

/** Why an agent did not apply a command. */
public enum RefusalReason {
  /** It came after its expiry. */
  EXPIRED,
  /** A later one, or itself, was applied already, or it belongs to an attempt that is over. */
  OLD,
  /** The job has ended. */
  DONE,
  /** An abort is pending: no escalation is taken any more. */
  ABORTING,
  /** Post-copy has begun: no abort is taken any more. */
  POST_COPY,
  /** This hypervisor cannot do it, or it was not armed at the start. */
  UNSUPPORTED,
  /** The host has no such guest, or no such migration. */
  UNKNOWN_GUEST,
  /** The hypervisor refused or failed; the detail has its words. */
  HYPERVISOR_ERROR
}
