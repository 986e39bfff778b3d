package io.godwit.scheduler.simulation;

import io.godwit.events.Bytes;
import io.godwit.events.GuestLabels;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestNeeds.DiskKind;
import io.godwit.events.agent.GuestNeeds.Network;
import io.godwit.events.agent.GuestNeeds.NetworkKind;
import io.godwit.events.agent.GuestState;
import io.godwit.events.host.HostInventory;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A guest.
 *
 * @param disk its volume on the pool of the host where it runs; absent: its disk is everywhere
 * @param device that is passed through to it; absent: none
 */
record Guest(
    UUID uuid,
    String name,
    Bytes memory,
    GuestLabels labels,
    @Nullable LocalDisk disk,
    @Nullable Passed device) {

  /** A volume of the pool of the host where the guest runs. */
  record LocalDisk(String volume, Bytes size) {}

  /** A device of a host that a guest has. */
  record Passed(HostId host, String address) {}

  Guest with(@Nullable LocalDisk moved, @Nullable Passed other) {
    return new Guest(uuid, name, memory, labels, moved, other);
  }

  GuestRef ref() {
    return new GuestRef(uuid, name);
  }

  HostInventory.Guest told(GuestState state, HostId host) {
    return new HostInventory.Guest(ref(), state, memory, 1, true, labels, needs(host));
  }

  private GuestNeeds needs(HostId host) {
    return new GuestNeeds(
        "x86_64",
        "pc-q35-10.0",
        "kvm",
        "bios",
        false,
        null,
        List.of(new Network(NetworkKind.NETWORK, "default")),
        disk == null ? List.of() : List.of(localDisk(disk, host)),
        device == null ? List.of() : List.of(Machine.deviceNeed(device.address())),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static Disk localDisk(LocalDisk disk, HostId host) {
    return new Disk(
        "vda",
        DiskKind.FILE,
        "/pool/" + disk.volume(),
        Machine.POOL,
        disk.volume(),
        "qcow2",
        disk.size(),
        disk.size(),
        List.of(),
        false,
        false,
        null,
        "store-" + host);
  }
}
