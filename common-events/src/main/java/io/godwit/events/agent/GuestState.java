package io.godwit.events.agent;

/**
 * What one host says of one guest: libvirt's domain state and reason (virDomainGetState), as far as
 * a verdict over both hosts needs it.
 */
public enum GuestState {
  /** The host has no such domain. */
  ABSENT,
  SHUT_OFF,
  RUNNING,
  /** Runs at the destination and still fetches memory (VIR_DOMAIN_RUNNING_POSTCOPY). */
  RUNNING_POST_COPY,
  /** Stands still for the switch-over (VIR_DOMAIN_PAUSED_MIGRATION). */
  PAUSED_MIGRATING,
  /** Source of a post-copy (VIR_DOMAIN_PAUSED_POSTCOPY). */
  PAUSED_POST_COPY,
  /**
   * Either side of a post-copy that broke (VIR_DOMAIN_PAUSED_POSTCOPY_FAILED,
   * VIR_DOMAIN_RUNNING_POSTCOPY_FAILED).
   */
  POST_COPY_FAILED,
  /** Stands still because someone said so. */
  PAUSED_BY_USER,
  /** Stands still for any other reason: an I/O error, a watchdog, a crash dump. */
  PAUSED_OTHER,
  CRASHED,
  /** The host could not be asked. */
  UNKNOWN
}
