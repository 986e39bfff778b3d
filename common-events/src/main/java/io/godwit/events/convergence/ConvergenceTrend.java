package io.godwit.events.convergence;

import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.Require;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a migration is heading, one per sample, its estimates renewed at true pass boundaries.
 *
 * @param about {@code sequence} is that of the sample it was drawn from
 * @param host the source
 * @param elapsed since the hypervisor's job began
 * @param phase where it is
 * @param pass the true pass, counted from 1
 * @param passBoundary whether it is drawn from the first sample of its pass
 * @param memoryTotal the guest's memory
 * @param remaining bytes of memory still to be sent, as the hypervisor says
 * @param outstanding bytes of memory that would go over the link if the guest wrote no more: what
 *     remains without the pages expected to be zero, and what was dirtied meanwhile where the
 *     hypervisor has not looked yet; an estimate
 * @param transferred bytes on the wire so far
 * @param bandwidth smoothed rate at which memory moves
 * @param dirtyRate estimated rate at which the guest rewrites pages
 * @param workingSet estimated bytes that the guest keeps rewriting; a lower bound while it still
 *     grows
 * @param dirtyRateRange in which the dirty rate lies in about eight of ten statements
 * @param workingSetRange in which the working set lies in about eight of ten statements
 * @param compression bytes of memory that one byte on the wire carries, 1 where nothing is
 *     compressed; the first pass's zero pages apart
 * @param threshold what fits in the allowed downtime: at or under it the hypervisor switches over
 * @param fixedPoint what remains settles at this; zero where it converges
 * @param switchoverRate what the link carries in the stop phase, as far as known; else the smoothed
 *     bandwidth
 * @param predictedDowntime downtime of a switch-over at {@code fixedPoint}, or at the threshold
 *     where it converges
 * @param maxDowntime the allowed downtime now in force
 * @param postCopyArmed whether a switch to post-copy is possible
 * @param outlook what becomes of it as it stands
 * @param eta how long still; absent: never at this rate, or no idea yet
 * @param bulkDone share of the first pass that is done, 0 to 1; never falls
 * @param convergenceDone share of the way from the first boundary's remaining to the threshold, 0
 *     to 1; never falls
 * @param convergenceProbability that it completes under its present settings, 0 to 1
 * @param leastRemaining the least that remained at any boundary since the last step
 * @param atLocalMinimum whether what remains is as little now as it may be expected to become
 * @param stalled whether nothing was gained for two passes or more
 * @param silentFor how long no sample came; zero in a trend that was drawn from one
 * @param throttlePercent by how much the guest's CPUs are slowed now
 * @param bandwidthLimit the migration's own limit now in force; absent: none
 * @param guestPaused whether the guest is held still
 * @param postCopyFaults page faults served so far, in post-copy
 * @param diskTotal bytes of disks to be copied
 * @param diskRemaining bytes of disks still to be copied
 * @param diskEta how long the disks still take; absent: none to copy, or no idea yet
 */
public record ConvergenceTrend(
    About about,
    HostId host,
    Duration elapsed,
    Phase phase,
    int pass,
    boolean passBoundary,
    Bytes memoryTotal,
    Bytes remaining,
    Bytes outstanding,
    Bytes transferred,
    BytesPerSecond bandwidth,
    BytesPerSecond dirtyRate,
    Bytes workingSet,
    RateRange dirtyRateRange,
    BytesRange workingSetRange,
    double compression,
    Bytes threshold,
    Bytes fixedPoint,
    BytesPerSecond switchoverRate,
    Duration predictedDowntime,
    Duration maxDowntime,
    boolean postCopyArmed,
    Outlook outlook,
    @Nullable Eta eta,
    double bulkDone,
    double convergenceDone,
    double convergenceProbability,
    Bytes leastRemaining,
    boolean atLocalMinimum,
    boolean stalled,
    Duration silentFor,
    int throttlePercent,
    @Nullable BytesPerSecond bandwidthLimit,
    boolean guestPaused,
    long postCopyFaults,
    Bytes diskTotal,
    Bytes diskRemaining,
    @Nullable Eta diskEta) {

  /** An interval of rates. */
  public record RateRange(BytesPerSecond low, BytesPerSecond high) {
    public RateRange {
      Require.present(low, "lowBytesPerSecond");
      Require.present(high, "highBytesPerSecond");
    }
  }

  /** An interval of amounts. */
  public record BytesRange(Bytes low, Bytes high) {
    public BytesRange {
      Require.present(low, "lowBytes");
      Require.present(high, "highBytes");
    }
  }

  public ConvergenceTrend {
    Require.present(about, "about");
    Require.present(host, "host");
    Require.present(phase, "phase");
    Require.atLeast(pass, 1, "pass");
    Require.present(outlook, "outlook");
    dirtyRateRange = dirtyRateRange == null ? new RateRange(dirtyRate, dirtyRate) : dirtyRateRange;
    workingSetRange =
        workingSetRange == null ? new BytesRange(workingSet, workingSet) : workingSetRange;
    outstanding = outstanding == null ? remaining : outstanding;
    elapsed = elapsed == null ? Duration.ZERO : elapsed;
    silentFor = silentFor == null ? Duration.ZERO : silentFor;
    leastRemaining = leastRemaining == null ? remaining : leastRemaining;
    diskTotal = diskTotal == null ? Bytes.ZERO : diskTotal;
    diskRemaining = diskRemaining == null ? Bytes.ZERO : diskRemaining;
    Require.notNegative(predictedDowntime, "predictedDowntimeMillis");
    Require.notNegative(maxDowntime, "maxDowntimeMillis");
  }

  /** One of a guest without disks to copy that runs freely, with exact estimates. */
  public ConvergenceTrend(
      About about,
      HostId host,
      Phase phase,
      int pass,
      boolean passBoundary,
      Bytes memoryTotal,
      Bytes remaining,
      Bytes transferred,
      BytesPerSecond bandwidth,
      BytesPerSecond dirtyRate,
      Bytes workingSet,
      Bytes threshold,
      Bytes fixedPoint,
      BytesPerSecond switchoverRate,
      Duration predictedDowntime,
      Duration maxDowntime,
      boolean postCopyArmed,
      Outlook outlook,
      @Nullable Eta eta,
      double bulkDone,
      double convergenceDone) {
    this(
        about,
        host,
        Duration.ZERO,
        phase,
        pass,
        passBoundary,
        memoryTotal,
        remaining,
        remaining,
        transferred,
        bandwidth,
        dirtyRate,
        workingSet,
        new RateRange(dirtyRate, dirtyRate),
        new BytesRange(workingSet, workingSet),
        1,
        threshold,
        fixedPoint,
        switchoverRate,
        predictedDowntime,
        maxDowntime,
        postCopyArmed,
        outlook,
        eta,
        bulkDone,
        convergenceDone,
        outlook == Outlook.CONVERGES || outlook == Outlook.FINISHING ? 1 : 0,
        remaining,
        false,
        false,
        Duration.ZERO,
        0,
        null,
        false,
        0,
        Bytes.ZERO,
        Bytes.ZERO,
        null);
  }
}
