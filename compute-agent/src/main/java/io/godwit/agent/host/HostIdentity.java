package io.godwit.agent.host;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import org.jspecify.annotations.Nullable;

/**
 * What a host is told about itself.
 *
 * @param peerUri libvirt URI under which other hosts reach it
 * @param linkRate what its migration link physically carries; absent: not known
 * @param memory that guests may use; absent: the machine's
 * @param uplink the group of hosts that shares an uplink with it; absent: none is known
 */
public record HostIdentity(
    HostId host,
    String peerUri,
    @Nullable BytesPerSecond linkRate,
    @Nullable Bytes memory,
    @Nullable String uplink) {

  /** One of which no uplink is known. */
  public HostIdentity(
      HostId host, String peerUri, @Nullable BytesPerSecond linkRate, @Nullable Bytes memory) {
    this(host, peerUri, linkRate, memory, null);
  }
}
