package io.godwit.agent.hypervisor.libvirt.xml;

import io.godwit.events.agent.GuestNeeds.DeviceKind;
import io.godwit.events.agent.GuestNeeds.Network;
import io.godwit.events.agent.GuestNeeds.NetworkKind;
import io.godwit.events.host.HostResources.Device;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A device of a host (virNodeDeviceGetXMLDesc). */
public final class NodeDeviceXml {
  private static final Pattern OF_GUESTS =
      Pattern.compile("lo|(vnet|tap|macvtap|macvlan|veth|vif)[-.0-9a-f].*");
  private static final int MOST_INSTANCES = 256;

  /** Drivers under which nothing of the host uses the device. */
  private static final Set<String> HANDED_OVER = Set.of("vfio-pci", "pci-stub", "xen-pciback");

  private final XmlElement device;

  public NodeDeviceXml(XmlElement device) {
    this.device = device;
  }

  private Stream<XmlElement> capabilities() {
    return device.all("capability");
  }

  private Optional<XmlElement> capability(String type) {
    return capabilities().filter(c -> c.is("type", type)).findFirst();
  }

  /**
   * What of it can be passed through: a virtual function, a PCI device that the host has handed
   * over, a mediated device, and those that its types still let be made. Other PCI devices are in
   * use by the host itself.
   */
  public List<Device> passable() {
    return Stream.concat(
            capability("pci").stream().flatMap(this::ofPci),
            capability("mdev").stream().flatMap(this::ofMediated))
        .toList();
  }

  private Stream<Device> ofPci(XmlElement pci) {
    var address = HostDevices.pci(pci);
    var vendor = pci.at("vendor").flatMap(HostDevices::id).orElse(null);
    var product = pci.at("product").flatMap(HostDevices::id).orElse(null);
    var whole =
        isFree(pci)
            ? Stream.of(new Device(DeviceKind.PCI, address, vendor, product, null, null))
            : Stream.<Device>empty();
    var parts =
        mediatedTypes(pci)
            .flatMap(type ->
                Collections.nCopies(
                    instances(type),
                    new Device(
                        DeviceKind.MDEV,
                        address,
                        vendor,
                        product,
                        type.attribute("id").orElse("unknown"),
                        null))
                    .stream());
    return Stream.concat(whole, parts);
  }

  private boolean isFree(XmlElement pci) {
    boolean bridge = pci.all("capability").anyMatch(c -> c.is("type", "pci-bridge"));
    boolean virtualFunction = pci.all("capability").anyMatch(c -> c.is("type", "phys_function"));
    boolean handedOver = device.textAt("driver", "name").filter(HANDED_OVER::contains).isPresent();
    return !bridge && (virtualFunction || handedOver);
  }

  private static Stream<XmlElement> mediatedTypes(XmlElement pci) {
    return pci.all("capability")
        .filter(c -> c.is("type", "mdev_types"))
        .flatMap(c -> c.all("type"));
  }

  private static int instances(XmlElement type) {
    long available = type.textAt("availableInstances").map(Amounts::number).orElse(0L);
    return Math.clamp(available, 0, MOST_INSTANCES);
  }

  private Stream<Device> ofMediated(XmlElement mediated) {
    return mediated
        .textAt("uuid")
        .map(uuid ->
            new Device(
                DeviceKind.MDEV,
                uuid,
                null,
                null,
                mediated.at("type").flatMap(t -> t.attribute("id")).orElse(null),
                null))
        .stream();
  }

  /** The ids of a PCI or USB device and the type of a mediated one, by its address. */
  public Optional<Device> identified() {
    return capability("pci")
        .map(pci ->
            new Device(
                DeviceKind.PCI,
                HostDevices.pci(pci),
                pci.at("vendor").flatMap(HostDevices::id).orElse(null),
                pci.at("product").flatMap(HostDevices::id).orElse(null),
                null,
                null))
        .or(() -> capability("mdev").stream().flatMap(this::ofMediated).findFirst());
  }

  /**
   * The network interface that it is; nothing tells a bridge from others. Those that come and go
   * with guests are none that another guest could be connected to.
   */
  public Optional<Network> networkInterface() {
    return capability("net")
        .flatMap(net -> net.textAt("interface"))
        .filter(name -> !OF_GUESTS.matcher(name).matches())
        .map(name -> new Network(NetworkKind.DIRECT, name));
  }

  /** Path of the block device that it is. */
  public Optional<String> blockPath() {
    return capability("storage").flatMap(s -> s.textAt("block"));
  }

  /**
   * Model, vendor and serial number of a local block device, which may be the same on another host
   * that sees it over a storage network.
   */
  public Optional<String> blockIdentity() {
    return capability("storage")
        .flatMap(storage ->
            storage
                .textAt("serial")
                .map(serial ->
                    "serial:%s:%s:%s"
                        .formatted(
                            storage.textAt("vendor").orElse(""),
                            storage.textAt("model").orElse(""),
                            serial)));
  }
}
