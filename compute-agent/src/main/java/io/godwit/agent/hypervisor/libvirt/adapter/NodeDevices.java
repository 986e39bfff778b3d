package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;

import io.godwit.agent.hypervisor.libvirt.xml.NodeDeviceXml;
import io.godwit.events.agent.GuestNeeds.Network;
import io.godwit.events.host.HostResources.Device;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DevicePointer;

/**
 * Devices of a host.
 *
 * @param passable what can be passed through
 * @param identified ids and types, by address
 * @param interfaces network interfaces
 * @param blockDevices identities of local block devices, by path
 */
record NodeDevices(
    List<Device> passable,
    Map<String, Device> identified,
    List<Network> interfaces,
    Map<String, String> blockDevices) {
  private static final int PCI = 1 << 1;
  private static final int NET = 1 << 4;
  private static final int STORAGE = 1 << 8;
  private static final int MEDIATED = 1 << 14;
  private static final NodeDevices NONE = new NodeDevices(List.of(), Map.of(), List.of(), Map.of());

  private static NodeDevices read(Connection connection) {
    var devices =
        Lists.each(
                list ->
                    CALLS.virConnectListAllNodeDevices(
                        connection.handle(), list, PCI | NET | STORAGE | MEDIATED),
                DevicePointer::new,
                CALLS::virNodeDeviceFree,
                NodeDevices::device)
            .stream()
            .filter(Objects::nonNull)
            .toList();
    return of(devices);
  }

  /** Part of a host's libvirt that may not be installed. */
  static NodeDevices orNone(Connection connection) {
    var read = HostReading.orNone(() -> List.of(read(connection)));
    return read.isEmpty() ? NONE : read.getFirst();
  }

  /** One may go away between the list and the question: then there is nothing to say of it. */
  private static @Nullable NodeDeviceXml device(DevicePointer device) {
    var xml = CALLS.virNodeDeviceGetXMLDesc(device, 0);
    return xml == null ? null : new NodeDeviceXml(SecureXml.read(xml.toString()));
  }

  private static NodeDevices of(List<NodeDeviceXml> devices) {
    var identified = new HashMap<String, Device>();
    devices.forEach(
        d -> d.identified().ifPresent(device -> identified.put(device.address(), device)));
    var blocks = new HashMap<String, String>();
    devices.forEach(d ->
        d.blockPath().ifPresent(path -> d.blockIdentity().ifPresent(id -> blocks.put(path, id))));
    return new NodeDevices(
        devices.stream().flatMap(d -> d.passable().stream()).toList(),
        Map.copyOf(identified),
        devices.stream().map(NodeDeviceXml::networkInterface).flatMap(Optional::stream).toList(),
        Map.copyOf(blocks));
  }
}
