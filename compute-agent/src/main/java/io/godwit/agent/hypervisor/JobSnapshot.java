package io.godwit.agent.hypervisor;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.convergence.Phase;
import java.time.Duration;

/**
 * A running migration job at one moment (virDomainGetJobStats). Fields that the hypervisor did not
 * give are zero.
 *
 * @param phase from the job and the guest's state
 * @param elapsed since the job began
 * @param iteration memory_iteration: dirty-bitmap syncs so far; with post-copy armed not passes
 * @param memoryTotal memory_total
 * @param memoryProcessed bytes of the guest's pages dealt with so far, sent or found to be zero
 *     (memory_normal_bytes and memory_constant pages). Of the same kind as {@code memoryRemaining},
 *     so that a pass has ended when as much was dealt with as remained at its start;
 *     memory_processed is not, for it counts wire bytes and zero pages have none
 * @param memoryRemaining memory_remaining
 * @param transferred data_processed: bytes on the wire, disks included
 * @param bandwidth memory_bps, of the last 100 ms
 * @param dirtyRate memory_dirty_rate times the page size
 * @param postCopyRequests memory_postcopy_requests
 * @param diskTotal disk_total
 * @param diskRemaining disk_remaining
 * @param throttlePercent by how much the hypervisor's own throttling slows the guest
 *     (auto_converge_throttle)
 */
public record JobSnapshot(
    Phase phase,
    Duration elapsed,
    long iteration,
    Bytes memoryTotal,
    Bytes memoryProcessed,
    Bytes memoryRemaining,
    Bytes transferred,
    BytesPerSecond bandwidth,
    BytesPerSecond dirtyRate,
    long postCopyRequests,
    Bytes diskTotal,
    Bytes diskRemaining,
    int throttlePercent) {

  /** One whose guest the hypervisor does not slow. */
  public JobSnapshot(
      Phase phase,
      Duration elapsed,
      long iteration,
      Bytes memoryTotal,
      Bytes memoryProcessed,
      Bytes memoryRemaining,
      Bytes transferred,
      BytesPerSecond bandwidth,
      BytesPerSecond dirtyRate,
      long postCopyRequests,
      Bytes diskTotal,
      Bytes diskRemaining) {
    this(
        phase,
        elapsed,
        iteration,
        memoryTotal,
        memoryProcessed,
        memoryRemaining,
        transferred,
        bandwidth,
        dirtyRate,
        postCopyRequests,
        diskTotal,
        diskRemaining,
        0);
  }

  /** The same in another phase. */
  public JobSnapshot in(Phase another) {
    return new JobSnapshot(
        another,
        elapsed,
        iteration,
        memoryTotal,
        memoryProcessed,
        memoryRemaining,
        transferred,
        bandwidth,
        dirtyRate,
        postCopyRequests,
        diskTotal,
        diskRemaining,
        throttlePercent);
  }
}
