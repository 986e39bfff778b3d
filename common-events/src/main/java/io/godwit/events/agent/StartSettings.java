package io.godwit.events.agent;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.Require;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What has to be armed or told when a migration starts.
 *
 * @param maxDowntime allowed downtime
 * @param bandwidthLimit the most that the migration may send; absent: no limit of its own
 * @param switchoverBandwidth what the link really carries in the stop phase, told to the hypervisor
 *     so that it computes downtime from it; absent: the hypervisor guesses from the rate so far
 * @param postCopyArmed whether a switch to post-copy stays possible
 */
public record StartSettings(
    Duration maxDowntime,
    @Nullable BytesPerSecond bandwidthLimit,
    @Nullable BytesPerSecond switchoverBandwidth,
    boolean postCopyArmed) {
  public StartSettings {
    Require.notNegative(maxDowntime, "maxDowntimeMillis");
  }
}
