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
 * @param phase where it is
 * @param pass the true pass, counted from 1
 * @param passBoundary whether the estimates are renewed with this one
 * @param memoryTotal the guest's memory
 * @param remaining bytes of memory still to be sent
 * @param transferred bytes on the wire so far
 * @param bandwidth smoothed rate at which memory moves
 * @param dirtyRate estimated rate at which the guest rewrites pages
 * @param workingSet estimated bytes that the guest keeps rewriting; a lower bound while it still
 *     grows
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
 */
public record ConvergenceTrend(
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
  public ConvergenceTrend {
    Require.present(about, "about");
    Require.present(host, "host");
    Require.present(phase, "phase");
    Require.atLeast(pass, 1, "pass");
    Require.present(outlook, "outlook");
    Require.notNegative(predictedDowntime, "predictedDowntimeMillis");
    Require.notNegative(maxDowntime, "maxDowntimeMillis");
  }
}
