package io.godwit.gateway.projection;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.convergence.Eta;
import io.godwit.events.convergence.Outlook;
import org.jspecify.annotations.Nullable;

/**
 * What the monitor makes of the samples.
 *
 * @param sequence of the sample it was drawn from
 * @param bulkDone share of the first pass, 0 to 1
 * @param convergenceDone share of the way to the threshold, 0 to 1
 */
public record Forecast(
    long sequence,
    BytesPerSecond bandwidth,
    BytesPerSecond dirtyRate,
    double bulkDone,
    double convergenceDone,
    Outlook outlook,
    @Nullable Eta eta) {}
