package io.godwit.gateway.projection;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.migration.MigrationEvent.BandwidthGranted;
import io.godwit.events.migration.MigrationEvent.BandwidthVerified;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt may take of the links.
 *
 * @param attempt which one
 * @param limit what it may send; absent: no limit of its own
 * @param why it is what it is
 * @param measured what it sent under this limit; absent: nobody has looked yet
 * @param kept whether the hypervisor keeps to the limit; absent with {@code measured}
 */
public record Share(
    int attempt,
    @Nullable BytesPerSecond limit,
    String why,
    @Nullable BytesPerSecond measured,
    @Nullable Boolean kept) {

  static Share of(BandwidthGranted granted) {
    return new Share(granted.about().attempt(), granted.limit(), granted.why(), null, null);
  }

  /** Takes in a measurement, unless it was made under another limit. */
  Share verified(BandwidthVerified verified) {
    return verified.limit().equals(limit)
        ? new Share(attempt, limit, why, verified.measured(), verified.kept())
        : this;
  }
}
