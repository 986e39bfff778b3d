package io.godwit.events.migration;

/** Why an attempt or a migration failed. */
public enum FailureCause {
  /**
   * The policy gave up: nothing it allows would finish it. Not retried unless link or policy
   * differ.
   */
  HOPELESS,
  /** The destination answered that it cannot take the guest, or could not be prepared. */
  DESTINATION_REFUSED,
  /** The hypervisor reported an error before the switch-over. */
  HYPERVISOR_ERROR,
  /** The agent or the hypervisor restarted before the job began or while it ran. */
  INTERRUPTED,
  /** A host did not answer in time. */
  HOST_SILENT,
  /** The guest itself ended while it moved. */
  GUEST_ENDED,
  /** Both hosts say that the guest runs: nothing was touched, people must look. */
  RUNS_TWICE
}
