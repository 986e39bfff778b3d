package io.godwit.agent.hypervisor.simulated;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import java.util.Optional;

/**
 * A host of the fleet.
 *
 * @param id its name
 * @param link what its migration link carries in each direction, shared by the migrations on it
 * @param memory of the machine
 * @param cpus physical CPUs
 * @param uplink the group of hosts that shares an uplink with it; empty: none
 */
public record SimulatedHost(
    HostId id, BytesPerSecond link, Bytes memory, int cpus, Optional<String> uplink) {
  private static final String SCHEME = "simulated://";

  /** One of which nothing but its own link is narrow. */
  public SimulatedHost(HostId id, BytesPerSecond link, Bytes memory, int cpus) {
    this(id, link, memory, cpus, Optional.empty());
  }

  /** Under which the others reach it. */
  public String peerUri() {
    return SCHEME + id;
  }

  static HostId ofUri(String uri) {
    return new HostId(uri.startsWith(SCHEME) ? uri.substring(SCHEME.length()) : uri);
  }
}
