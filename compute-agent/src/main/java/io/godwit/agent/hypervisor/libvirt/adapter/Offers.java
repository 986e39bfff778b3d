package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;
import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;

import io.godwit.agent.hypervisor.Offer;
import io.godwit.agent.hypervisor.Offer.Comparison;
import io.godwit.agent.hypervisor.Offer.Cpu;
import io.godwit.agent.hypervisor.Offer.Machine;
import io.godwit.agent.hypervisor.libvirt.CpuWords;
import io.godwit.agent.hypervisor.libvirt.xml.CapabilitiesXml;
import io.godwit.agent.hypervisor.libvirt.xml.DomainCapabilitiesXml;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestNeeds.Layer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a host says about one guest, on the thread and connection of the caller. */
final class Offers {
  private static final int FAIL_IF_INCOMPATIBLE = 1;

  private Offers() {}

  /** What can be said of any guest. */
  static Offer of(Connection connection, CapabilitiesXml capabilities, NodeDevices devices) {
    return new Offer(
        capabilities.architecture(),
        capabilities.emulations(),
        null,
        Cpu.of(Comparison.UNKNOWN, "the guest's CPU was not told"),
        HostReading.freeHugePages(connection, capabilities),
        HostReading.freeCells(connection, capabilities),
        List.copyOf(devices.blockDevices().values()),
        List.of(),
        !devices.interfaces().isEmpty());
  }

  static Offer of(
      Connection connection, CapabilitiesXml capabilities, NodeDevices devices, GuestNeeds needs) {
    StoragePools.refresh(
        connection,
        needs.disks().stream()
            .flatMap(disk -> Stream.ofNullable(disk.pool()))
            .collect(Collectors.toSet()));
    var any = of(connection, capabilities, devices);
    var emulation = any.emulation(needs.architecture(), needs.virtualization());
    boolean offered = emulation.filter(e -> e.machines().contains(needs.machine())).isPresent();
    // A CPU can be compared without the machine type: with the one that is the default then.
    var machine = offered ? needs.machine() : null;
    return new Offer(
        any.architecture(),
        any.emulations(),
        offered ? machine(connection, needs) : null,
        emulation.isPresent() ? cpu(connection, needs, machine) : any.cpu(),
        any.hugePages(),
        any.cells(),
        any.blockDevices(),
        volumes(connection, needs),
        any.interfacesTold());
  }

  private static Machine machine(Connection connection, GuestNeeds needs) {
    var xml =
        check(
            CALLS.virConnectGetDomainCapabilities(
                connection.handle(),
                null,
                needs.architecture(),
                needs.machine(),
                needs.virtualization(),
                0));
    return DomainCapabilitiesXml.machine(SecureXml.read(xml.toString()));
  }

  private static Cpu cpu(Connection connection, GuestNeeds needs, @Nullable String machine) {
    var xml = needs.cpuXml();
    if (xml == null) {
      return Cpu.of(Comparison.UNKNOWN, "the guest's definition has no CPU");
    }
    int result = compare(connection, needs, machine, xml);
    return switch (result) {
      case 0 -> Cpu.of(Comparison.INCOMPATIBLE, "the CPUs are incompatible");
      case 1 -> Cpu.of(Comparison.IDENTICAL, "the CPUs are identical");
      case 2 -> Cpu.of(Comparison.SUPERSET, "the host's CPU is a superset of the guest's");
      default -> {
        var failure = LibvirtFailure.last();
        yield CpuWords.ofFailure(failure.code(), failure.words());
      }
    };
  }

  private static int compare(
      Connection connection, GuestNeeds needs, @Nullable String machine, String cpu) {
    return CALLS.virConnectCompareHypervisorCPU(
        connection.handle(),
        null,
        needs.architecture(),
        machine,
        needs.virtualization(),
        cpu,
        FAIL_IF_INCOMPATIBLE);
  }

  /** Found by their paths, which libvirt has from looking into the folders, not into the files. */
  private static List<String> volumes(Connection connection, GuestNeeds needs) {
    return needs.disks().stream()
        .map(Disk::backing)
        .flatMap(List::stream)
        .map(Layer::source)
        .distinct()
        .filter(path -> StoragePools.hasVolume(connection, path))
        .toList();
  }
}
