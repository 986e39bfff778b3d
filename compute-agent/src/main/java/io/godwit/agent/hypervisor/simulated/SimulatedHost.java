package io.godwit.agent.hypervisor.simulated;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;

/**
 * A host of the fleet.
 *
 * @param id its name
 * @param link what its migration link carries, shared by the migrations on it
 * @param memory of the machine
 * @param cpus physical CPUs
 */
public record SimulatedHost(HostId id, BytesPerSecond link, Bytes memory, int cpus) {
  private static final String SCHEME = "simulated://";

  /** Under which the others reach it. */
  public String peerUri() {
    return SCHEME + id;
  }

  static HostId ofUri(String uri) {
    return new HostId(uri.startsWith(SCHEME) ? uri.substring(SCHEME.length()) : uri);
  }
}
