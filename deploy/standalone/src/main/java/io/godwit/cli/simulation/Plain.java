package io.godwit.cli.simulation;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.ConvergenceTrend.BytesRange;
import io.godwit.events.convergence.ConvergenceTrend.RateRange;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.ProgressSample;
import java.time.Duration;

/**
 * A sample as a trend, without any estimate. A ladder looks at nothing else than what the
 * hypervisor says, so that the costly part of the monitor can be spared.
 */
final class Plain {
  private static final BytesPerSecond UNKNOWN = new BytesPerSecond(0);

  private Plain() {}

  static ConvergenceTrend of(ProgressSample sample) {
    return new ConvergenceTrend(
        sample.about(),
        sample.host(),
        sample.elapsed(),
        sample.phase(),
        sample.pass(),
        sample.passBoundary(),
        sample.memoryTotal(),
        sample.memoryRemaining(),
        sample.memoryRemaining(),
        sample.transferred(),
        UNKNOWN,
        UNKNOWN,
        Bytes.ZERO,
        new RateRange(UNKNOWN, UNKNOWN),
        new BytesRange(Bytes.ZERO, Bytes.ZERO),
        1,
        Bytes.ZERO,
        Bytes.ZERO,
        UNKNOWN,
        Duration.ZERO,
        sample.maxDowntime(),
        sample.postCopyArmed(),
        Outlook.NO_IDEA,
        null,
        0,
        0,
        0,
        sample.memoryRemaining(),
        false,
        false,
        Duration.ZERO,
        sample.throttlePercent(),
        sample.bandwidthLimit(),
        sample.guestPaused(),
        sample.postCopyRequests(),
        sample.diskTotal(),
        sample.diskRemaining(),
        null);
  }
}
