package io.godwit.gateway.projection;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.convergence.Eta;
import io.godwit.events.convergence.Outlook;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the monitor makes of the samples.
 *
 * @param sequence of the sample it was drawn from
 * @param bulkDone share of the first pass, 0 to 1
 * @param convergenceDone share of the way to the threshold, 0 to 1
 * @param probability that it completes under its present settings, 0 to 1
 * @param throttlePercent by how much the guest's CPUs are slowed
 * @param bandwidthLimit the migration's own limit; absent: none
 * @param guestPaused whether the guest is held still so that it can finish
 * @param postCopyFaults page faults served so far
 * @param diskEta how long the disks still take; absent: none to copy, or no idea yet
 * @param silentFor how long no sample came; absent: not told
 */
public record Forecast(
    long sequence,
    BytesPerSecond bandwidth,
    BytesPerSecond dirtyRate,
    double bulkDone,
    double convergenceDone,
    Outlook outlook,
    @Nullable Eta eta,
    double probability,
    int throttlePercent,
    @Nullable BytesPerSecond bandwidthLimit,
    boolean guestPaused,
    long postCopyFaults,
    @Nullable Eta diskEta,
    @Nullable Duration silentFor) {}
