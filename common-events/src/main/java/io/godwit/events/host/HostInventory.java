package io.godwit.events.host;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.Require;
import io.godwit.events.agent.GuestState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a host is, has and runs. The latest per host counts.
 *
 * @param host which host
 * @param at when it was looked at, by the host's clock
 * @param hypervisor for people, like {@code QEMU 11.1.2, libvirt 12.8.0}
 * @param peerUri libvirt URI under which other hosts reach this one
 * @param memory that guests may use
 * @param cpus physical CPUs
 * @param linkRate what the migration link physically carries; absent: not known
 * @param guests defined or active here, sorted by name
 */
public record HostInventory(
    HostId host,
    Instant at,
    String hypervisor,
    String peerUri,
    Bytes memory,
    int cpus,
    @Nullable BytesPerSecond linkRate,
    List<Guest> guests) {

  /**
   * @param guest which guest
   * @param state its state on this host
   * @param memory its memory
   * @param virtualCpus its virtual CPUs
   * @param persistent whether its definition outlives its run
   */
  public record Guest(
      GuestRef guest, GuestState state, Bytes memory, int virtualCpus, boolean persistent) {
    public Guest {
      Require.present(guest, "guest");
      Require.present(state, "state");
      Require.present(memory, "memoryBytes");
      Require.atLeast(virtualCpus, 1, "virtualCpus");
    }
  }

  public HostInventory {
    Require.present(host, "host");
    Require.present(at, "at");
    Require.text(hypervisor, "hypervisor", 200);
    Require.text(peerUri, "peerUri", 1000);
    Require.present(memory, "memoryBytes");
    Require.atLeast(cpus, 1, "cpus");
    guests = Require.list(guests);
  }
}
