package io.godwit.agent.hypervisor.libvirt.adapter;

import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.host.HostInventory.Guest;
import java.util.List;
import java.util.Objects;

/** Real guests with one thing changed that the lab's cannot have. */
final class Guests {
  private Guests() {}

  static Guest withCpu(Guest guest, String cpuXml) {
    return with(guest, cpuXml, Objects.requireNonNull(guest.needs()).disks());
  }

  static Guest withPool(Guest guest, String pool) {
    var needs = Objects.requireNonNull(guest.needs());
    var disks =
        needs.disks().stream()
            .map(disk ->
                new Disk(
                    disk.target(),
                    disk.kind(),
                    disk.source(),
                    pool,
                    disk.volume(),
                    disk.format(),
                    disk.capacity(),
                    disk.allocation(),
                    disk.backing(),
                    disk.readOnly(),
                    disk.shareable(),
                    disk.cache(),
                    disk.storage()))
            .toList();
    return with(guest, String.valueOf(needs.cpuXml()), disks);
  }

  private static Guest with(Guest guest, String cpuXml, List<Disk> disks) {
    var needs = Objects.requireNonNull(guest.needs());
    return new Guest(
        guest.guest(),
        guest.state(),
        guest.memory(),
        guest.virtualCpus(),
        guest.persistent(),
        guest.labels(),
        new GuestNeeds(
            needs.architecture(),
            needs.machine(),
            needs.virtualization(),
            needs.firmware(),
            needs.tpm(),
            cpuXml,
            needs.networks(),
            disks,
            needs.devices(),
            needs.hugePages(),
            needs.numaNodes(),
            needs.pinnedCpus(),
            needs.blockers()));
  }
}
