package io.godwit.events.host;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestLabels;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.Require;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestSpec;
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
 * @param resources what else it has; absent: it has not said
 */
public record HostInventory(
    HostId host,
    Instant at,
    String hypervisor,
    String peerUri,
    Bytes memory,
    int cpus,
    @Nullable BytesPerSecond linkRate,
    List<Guest> guests,
    @Nullable HostResources resources) {

  /**
   * @param guest which guest
   * @param state its state on this host
   * @param memory its memory
   * @param virtualCpus its virtual CPUs
   * @param persistent whether its definition outlives its run
   * @param labels what its metadata says of it
   * @param needs what it needs of a host, while it is active; absent: not known
   * @param used of its memory, the rest was never written to; absent: not known
   */
  public record Guest(
      GuestRef guest,
      GuestState state,
      Bytes memory,
      int virtualCpus,
      boolean persistent,
      GuestLabels labels,
      @Nullable GuestNeeds needs,
      @Nullable Bytes used) {

    /** One of which it is not known how much of its memory it uses. */
    public Guest(
        GuestRef guest,
        GuestState state,
        Bytes memory,
        int virtualCpus,
        boolean persistent,
        GuestLabels labels,
        @Nullable GuestNeeds needs) {
      this(guest, state, memory, virtualCpus, persistent, labels, needs, null);
    }

    /** One that says nothing else of itself. */
    public Guest(
        GuestRef guest, GuestState state, Bytes memory, int virtualCpus, boolean persistent) {
      this(guest, state, memory, virtualCpus, persistent, GuestLabels.NONE, null);
    }

    public Guest {
      Require.present(guest, "guest");
      Require.present(state, "state");
      Require.present(memory, "memoryBytes");
      Require.atLeast(virtualCpus, 1, "virtualCpus");
      labels = labels == null ? GuestLabels.NONE : labels;
    }

    /** What a destination has to know of it. */
    public GuestSpec spec() {
      return new GuestSpec(guest, memory, virtualCpus, needs, used);
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

  /** One of a host that says nothing else of itself. */
  public HostInventory(
      HostId host,
      Instant at,
      String hypervisor,
      String peerUri,
      Bytes memory,
      int cpus,
      @Nullable BytesPerSecond linkRate,
      List<Guest> guests) {
    this(host, at, hypervisor, peerUri, memory, cpus, linkRate, guests, null);
  }
}
