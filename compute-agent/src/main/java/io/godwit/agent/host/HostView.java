package io.godwit.agent.host;

import io.godwit.events.Bytes;
import io.godwit.events.host.HostInventory;
import java.util.List;

/** What a host looked like when it was asked. */
public sealed interface HostView {
  /**
   * @param hypervisor for people
   * @param capacity memory that guests may use
   * @param guests defined or active here
   */
  record Seen(String hypervisor, Bytes capacity, List<HostInventory.Guest> guests)
      implements HostView {
    public Seen {
      guests = List.copyOf(guests);
    }
  }

  /** The hypervisor could not be asked. */
  record Unreachable(String words) implements HostView {}
}
