package io.godwit.events.agent;

import io.godwit.events.Bytes;
import io.godwit.events.Require;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a finished job (virDomainGetJobStats with VIR_DOMAIN_JOB_STATS_COMPLETED).
 *
 * @param elapsed duration of the job
 * @param downtime measured downtime; absent where the hypervisor did not say
 * @param transferred bytes sent
 */
public record JobFigures(Duration elapsed, @Nullable Duration downtime, Bytes transferred) {
  public JobFigures {
    Require.notNegative(elapsed, "elapsedMillis");
    Require.present(transferred, "transferredBytes");
  }
}
