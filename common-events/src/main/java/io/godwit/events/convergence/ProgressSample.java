package io.godwit.events.convergence;

import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.Require;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a running migration looked like at one moment: libvirt's virDomainGetJobStats, with the true
 * pass derived by the agent. Taken about once a second and at every pass boundary.
 *
 * @param about {@code sequence} rises per (migration, attempt)
 * @param host the source
 * @param phase where it is
 * @param elapsed since the hypervisor's job began
 * @param pass the true pass, counted from 1, derived from bytes sent and not from the hypervisor's
 *     iteration counter
 * @param passBoundary whether this sample is the first of its pass
 * @param hypervisorIteration libvirt's memory_iteration, for the record
 * @param memoryTotal the guest's memory
 * @param memoryProcessed bytes of memory dealt with so far, zero pages included, which take nothing
 *     on the wire: in a plain first pass processed and remaining add up to the total
 * @param memoryRemaining bytes of memory that are still to be sent; within a pass a saw-tooth
 * @param transferred bytes on the wire so far
 * @param dirtyRate the hypervisor's own figure; zero in the first pass, and of windows of 100 ms
 *     with post-copy armed
 * @param maxDowntime the allowed downtime now in force
 * @param switchoverBandwidth what the hypervisor was told about the link; absent if nothing
 * @param postCopyArmed whether a switch to post-copy is possible
 * @param postCopyRequests page faults served so far, in post-copy
 * @param diskTotal bytes of disks to be copied
 * @param diskRemaining bytes of disks still to be copied
 * @param throttlePercent by how much the hypervisor or a quota slows the guest's CPUs now, 0 to 99
 * @param bandwidthLimit the migration's own limit now in force; absent: none, or not known
 * @param guestPaused whether the guest is held still so that the migration can finish
 */
public record ProgressSample(
    About about,
    HostId host,
    Phase phase,
    Duration elapsed,
    int pass,
    boolean passBoundary,
    long hypervisorIteration,
    Bytes memoryTotal,
    Bytes memoryProcessed,
    Bytes memoryRemaining,
    Bytes transferred,
    BytesPerSecond dirtyRate,
    Duration maxDowntime,
    @Nullable BytesPerSecond switchoverBandwidth,
    boolean postCopyArmed,
    long postCopyRequests,
    Bytes diskTotal,
    Bytes diskRemaining,
    int throttlePercent,
    @Nullable BytesPerSecond bandwidthLimit,
    boolean guestPaused) {
  public ProgressSample {
    Require.present(about, "about");
    Require.present(host, "host");
    Require.present(phase, "phase");
    Require.notNegative(elapsed, "elapsedMillis");
    Require.atLeast(pass, 1, "pass");
    Require.atLeast(hypervisorIteration, 0, "hypervisorIteration");
    Require.present(memoryTotal, "memoryTotalBytes");
    Require.present(memoryProcessed, "memoryProcessedBytes");
    Require.present(memoryRemaining, "memoryRemainingBytes");
    Require.present(transferred, "transferredBytes");
    Require.present(dirtyRate, "dirtyRateBytesPerSecond");
    Require.notNegative(maxDowntime, "maxDowntimeMillis");
    Require.atLeast(postCopyRequests, 0, "postCopyRequests");
    Require.present(diskTotal, "diskTotalBytes");
    Require.present(diskRemaining, "diskRemainingBytes");
    Require.atLeast(throttlePercent, 0, "throttlePercent");
    Require.atMost(throttlePercent, 100, "throttlePercent");
  }

  /** One whose guest runs freely and whose limit is not known. */
  public ProgressSample(
      About about,
      HostId host,
      Phase phase,
      Duration elapsed,
      int pass,
      boolean passBoundary,
      long hypervisorIteration,
      Bytes memoryTotal,
      Bytes memoryProcessed,
      Bytes memoryRemaining,
      Bytes transferred,
      BytesPerSecond dirtyRate,
      Duration maxDowntime,
      @Nullable BytesPerSecond switchoverBandwidth,
      boolean postCopyArmed,
      long postCopyRequests,
      Bytes diskTotal,
      Bytes diskRemaining) {
    this(
        about,
        host,
        phase,
        elapsed,
        pass,
        passBoundary,
        hypervisorIteration,
        memoryTotal,
        memoryProcessed,
        memoryRemaining,
        transferred,
        dirtyRate,
        maxDowntime,
        switchoverBandwidth,
        postCopyArmed,
        postCopyRequests,
        diskTotal,
        diskRemaining,
        0,
        null,
        false);
  }
}
