package io.godwit.gateway.projection;

import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import org.jspecify.annotations.Nullable;

/** Which guest, from where, to where, as far as it is known yet. */
public record Place(
    @Nullable GuestRef guest, @Nullable HostId source, @Nullable HostId destination) {
  static final Place UNKNOWN = new Place(null, null, null);
}
