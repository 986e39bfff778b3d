package io.godwit.agent.host;

import io.godwit.events.HostId;
import io.godwit.events.agent.AgentCommand.Origin;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a destination is asked about.
 *
 * @param here the destination
 * @param source where the guest is
 * @param guest which guest, and what it needs
 * @param origin what is told of the source; absent: nothing
 * @param claims what the guest gets here; absent: nothing is claimed yet
 */
public record Question(
    HostId here, HostId source, GuestSpec guest, @Nullable Origin origin, @Nullable Claims claims) {

  @Nullable GuestNeeds needs() {
    return guest.needs();
  }
}
