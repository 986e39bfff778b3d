package io.godwit.agent.host.adapter;

import io.godwit.agent.host.HostIdentity;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The host that this agent serves.
 *
 * @param id its name in the fleet; required unless hosts are simulated
 * @param uri of its libvirtd, as this agent reaches it
 * @param peerUri of its libvirtd, as other hosts reach it; absent: {@code uri}
 * @param linkRate bytes per second that its migration link physically carries; absent: not known
 * @param memory that guests may use; absent: the machine's
 * @param uplink the group of hosts that shares an uplink with it; absent: none is known
 * @param probeNetwork whether the agent is on the host's own network, and so may try whether
 *     another host is reached from it
 * @param qemuConfiguration file that says which lock manager is used; read only if {@code uri} is
 *     of this machine
 * @param copyPool storage pool for copies of disks whose own pool is not here; empty: none. As the
 *     scheduler's {@code scheduler.placement.copy-pool}, which claims the volumes
 * @param stateDirectory folder of the journal and of the lock that keeps a second agent out
 */
@ConfigurationProperties(value = "agent.host", ignoreUnknownFields = false)
public record HostProperties(
    @Nullable String id,
    @DefaultValue("qemu:///system") String uri,
    @Nullable String peerUri,
    @Nullable DataSize linkRate,
    @Nullable DataSize memory,
    @Nullable String uplink,
    @DefaultValue("true") boolean probeNetwork,
    @DefaultValue("/etc/libvirt/qemu.conf") Path qemuConfiguration,
    @DefaultValue("default") String copyPool,
    @DefaultValue("/var/lib/godwit-agent") Path stateDirectory) {

  public HostProperties {
    positive(linkRate, "agent.host.link-rate");
    positive(memory, "agent.host.memory");
    if (uplink != null) {
      Require.text(uplink, "agent.host.uplink", 100);
    }
  }

  private static void positive(@Nullable DataSize size, String field) {
    if (size != null && size.toBytes() <= 0) {
      throw new InvalidField(field, "must be more than 0, is " + size);
    }
  }

  /**
   * @throws InvalidField if the host has no name
   */
  public HostIdentity identity() {
    if (id == null || id.isBlank()) {
      throw new InvalidField(
          "agent.host.id", "is required (or agent.simulated.hosts, for simulated ones)");
    }
    return new HostIdentity(
        new HostId(id),
        peerUri == null ? uri : peerUri,
        linkRate == null ? null : new BytesPerSecond(linkRate.toBytes()),
        memory == null ? null : new Bytes(memory.toBytes()),
        uplink);
  }
}
