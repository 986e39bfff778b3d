package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;
import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;

import com.sun.jna.ptr.LongByReference;
import io.godwit.agent.hypervisor.Offer.FreeCell;
import io.godwit.agent.hypervisor.libvirt.xml.CapabilitiesXml;
import io.godwit.events.Bytes;
import io.godwit.events.agent.GuestNeeds.Network;
import io.godwit.events.agent.GuestNeeds.NetworkKind;
import io.godwit.events.agent.HugePages;
import io.godwit.events.host.HostResources;
import io.godwit.events.host.HostResources.Cell;
import io.godwit.events.host.HostVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.libvirt.jna.InterfacePointer;
import org.libvirt.jna.NetworkPointer;

/** What is asked of a host itself, on the thread and connection of the caller. */
final class HostReading {
  private static final int NO_SUPPORT = 3;
  private static final int ACTIVE = 1 << 1;

  private HostReading() {}

  static CapabilitiesXml capabilities(Connection connection) {
    var xml = check(CALLS.virConnectGetCapabilities(connection.handle()));
    return new CapabilitiesXml(SecureXml.read(xml.toString()));
  }

  static HostResources resources(
      Connection connection, CapabilitiesXml capabilities, NodeDevices devices) {
    return new HostResources(
        versions(connection),
        null,
        networks(connection, devices),
        StoragePools.read(connection),
        capabilities.hugePages(),
        capabilities.cells(),
        devices.passable());
  }

  private static HostVersions versions(Connection connection) {
    var hypervisor = new LongByReference();
    var libvirt = new LongByReference();
    check(CALLS.virConnectGetVersion(connection.handle(), hypervisor));
    check(CALLS.virConnectGetLibVersion(connection.handle(), libvirt));
    return new HostVersions(hypervisor.getValue(), libvirt.getValue());
  }

  /** libvirt's own networks, bridges as far as they are told, and all interfaces. */
  private static List<Network> networks(Connection connection, NodeDevices devices) {
    var networks = orNone(() -> libvirtNetworks(connection));
    var bridges = orNone(() -> bridges(connection));
    return Stream.of(networks, bridges, devices.interfaces())
        .flatMap(List::stream)
        .distinct()
        .sorted((a, b) ->
            a.kind() == b.kind() ? a.name().compareTo(b.name()) : a.kind().compareTo(b.kind()))
        .toList();
  }

  private static List<Network> libvirtNetworks(Connection connection) {
    return Lists.each(
        list -> CALLS.virConnectListAllNetworks(connection.handle(), list, ACTIVE),
        NetworkPointer::new,
        CALLS::virNetworkFree,
        network -> new Network(NetworkKind.NETWORK, CALLS.virNetworkGetName(network)));
  }

  private static List<Network> bridges(Connection connection) {
    return Lists.each(
            list -> CALLS.virConnectListAllInterfaces(connection.handle(), list, ACTIVE),
            InterfacePointer::new,
            CALLS::virInterfaceFree,
            HostReading::bridge)
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static List<Network> bridge(InterfacePointer device) {
    var xml = CALLS.virInterfaceGetXMLDesc(device, 0);
    return xml != null && SecureXml.read(xml.toString()).is("type", "bridge")
        ? List.of(new Network(NetworkKind.BRIDGE, CALLS.virInterfaceGetName(device)))
        : List.of();
  }

  /** Parts of a host's libvirt are packages of their own, and may not be installed. */
  static <T> List<T> orNone(Supplier<List<T>> question) {
    try {
      return question.get();
    } catch (LibvirtFailure e) {
      if (e.code() == NO_SUPPORT) {
        return List.of();
      }
      throw e;
    }
  }

  /** Free huge pages of the sizes that the host has (virNodeGetFreePages). */
  static List<HugePages> freeHugePages(Connection connection, CapabilitiesXml capabilities) {
    var free = new ArrayList<HugePages>();
    int cells = capabilities.cells().size();
    for (var of : capabilities.hugePages()) {
      var counts = new long[cells];
      int[] sizes = {(int) (of.page().count() >> 10)};
      check(CALLS.virNodeGetFreePages(connection.handle(), 1, sizes, 0, cells, counts, 0));
      long pages = IntStream.range(0, cells).mapToLong(i -> counts[i]).sum();
      free.add(new HugePages(of.page(), new Bytes(pages * of.page().count())));
    }
    return free;
  }

  /** libvirt counts cells from the first number to the last, those that are not there too. */
  static List<FreeCell> freeCells(Connection connection, CapabilitiesXml capabilities) {
    var cells = capabilities.cells();
    if (cells.isEmpty()) {
      return List.of();
    }
    int count = cells.stream().mapToInt(Cell::cell).max().orElse(0) + 1;
    var bytes = new long[count];
    int got = check(CALLS.virNodeGetCellsFreeMemory(connection.handle(), bytes, 0, count));
    return cells.stream()
        .filter(cell -> cell.cell() < got)
        .map(cell -> new FreeCell(cell.cell(), new Bytes(Math.max(0, bytes[cell.cell()]))))
        .toList();
  }
}
