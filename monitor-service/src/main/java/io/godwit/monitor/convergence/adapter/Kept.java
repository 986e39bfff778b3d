package io.godwit.monitor.convergence.adapter;

import io.godwit.monitor.convergence.Track;
import io.godwit.service.streams.KeptCodec;

/**
 * A track in the store.
 *
 * @param track what is known of the migration
 * @param heardAtMillis when its last sample came, by this service's clock
 */
record Kept(Track track, long heardAtMillis) {
  static final KeptCodec<Kept> CODEC = new KeptCodec<>(Kept.class, "track");
}
