package io.godwit.events.migration;

import io.godwit.events.Bytes;
import io.godwit.events.Require;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a migration cost, from the hypervisor's completed job (libvirt's {@code
 * virDomainGetJobStats} with VIR_DOMAIN_JOB_STATS_COMPLETED, at the destination where it answers).
 *
 * @param total from the start of the job to its end
 * @param downtime how long the guest stood still at the switch-over; absent where the hypervisor
 *     did not say
 * @param transferred bytes sent; absent where the hypervisor did not say, as after a post-copy that
 *     broke and was resumed
 */
public record MigrationFigures(
    Duration total, @Nullable Duration downtime, @Nullable Bytes transferred) {
  public MigrationFigures {
    Require.notNegative(total, "totalMillis");
  }
}
