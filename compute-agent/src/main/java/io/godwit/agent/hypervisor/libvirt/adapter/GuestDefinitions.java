package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;
import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;

import io.godwit.agent.hypervisor.libvirt.Definition;
import io.godwit.agent.hypervisor.libvirt.xml.DomainXml;
import io.godwit.agent.hypervisor.libvirt.xml.LabelsXml;
import io.godwit.events.Bytes;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestNeeds.Device;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestNeeds.DiskKind;
import io.godwit.events.host.HostResources;
import java.util.ArrayList;
import java.util.List;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.virDomainBlockInfo;

/**
 * What a running guest needs, from its definition, with the sizes of its disks as the hypervisor
 * tells them and the ids of its devices as the host tells them.
 */
final class GuestDefinitions {
  private static final String ANOTHER_JOB = "job";

  private GuestDefinitions() {}

  /** On the thread and connection of the caller. */
  static Definition read(DomainPointer domain, NodeDevices devices) {
    var xml = SecureXml.read(check(CALLS.virDomainGetXMLDesc(domain, 0)).toString());
    var needs = DomainXml.needs(xml);
    boolean busy = hasAnotherJob(domain);
    var whole =
        new GuestNeeds(
            needs.architecture(),
            needs.machine(),
            needs.virtualization(),
            needs.firmware(),
            needs.tpm(),
            needs.cpuXml(),
            needs.networks(),
            needs.disks().stream().map(disk -> sized(domain, disk, devices)).toList(),
            needs.devices().stream().map(device -> identified(device, devices)).toList(),
            needs.hugePages(),
            needs.numaNodes(),
            needs.pinnedCpus(),
            busy ? and(needs.blockers(), ANOTHER_JOB) : needs.blockers());
    return new Definition(whole, LabelsXml.of(xml), !busy);
  }

  private static boolean hasAnotherJob(DomainPointer domain) {
    var job = GuestQueries.runningJob(domain);
    return job.type() != 0 && !job.isRunningMigration() && !job.isCompletedMigration();
  }

  private static List<String> and(List<String> words, String word) {
    var more = new ArrayList<>(words);
    more.add(word);
    return more;
  }

  /** As the emulator sees it with the definition's format; zero if it does not say. */
  private static Disk sized(DomainPointer domain, Disk disk, NodeDevices devices) {
    if (disk.kind() == DiskKind.EMPTY) {
      return disk;
    }
    var info = new virDomainBlockInfo();
    boolean told = CALLS.virDomainGetBlockInfo(domain, disk.target(), info, 0) == 0;
    var storage =
        disk.kind() == DiskKind.BLOCK ? devices.blockDevices().get(disk.source()) : disk.storage();
    return new Disk(
        disk.target(),
        disk.kind(),
        disk.source(),
        disk.pool(),
        disk.volume(),
        disk.format(),
        told ? new Bytes(Math.max(0, info.capacity)) : Bytes.ZERO,
        told ? new Bytes(Math.max(0, info.allocation)) : Bytes.ZERO,
        disk.backing(),
        disk.readOnly(),
        disk.shareable(),
        disk.cache(),
        storage);
  }

  private static Device identified(Device device, NodeDevices devices) {
    HostResources.Device known = devices.identified().get(device.address());
    return known == null
        ? device
        : new Device(
            device.kind(), device.address(), known.vendor(), known.product(), known.type());
  }
}
