package io.godwit.agent.hypervisor.libvirt.xml;

import io.godwit.events.agent.GuestNeeds.Device;
import io.godwit.events.agent.GuestNeeds.DeviceKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Devices of the host that a domain has, passed through by itself or as an interface. */
final class HostDevices {
  private HostDevices() {}

  static List<Device> of(XmlElement domain) {
    return domain.at("devices").stream()
        .flatMap(devices ->
            Stream.concat(
                devices.all("hostdev"),
                devices.all("interface").filter(i -> i.is("type", "hostdev"))))
        .flatMap(device -> device(device).stream())
        .toList();
  }

  private static Optional<Device> device(XmlElement device) {
    boolean isInterface = device.name().equals("interface");
    var source = device.at("source");
    var address = source.flatMap(s -> s.at("address"));
    var type =
        isInterface
            ? address.flatMap(a -> a.attribute("type")).orElse("pci")
            : device.attribute("type").orElse("");
    return switch (type) {
      case "pci" -> address.map(a -> known(DeviceKind.PCI, pci(a)));
      case "mdev" -> address.flatMap(a -> a.attribute("uuid")).map(a -> known(DeviceKind.MDEV, a));
      case "usb" -> source.map(HostDevices::usb);
      default -> Optional.empty(); // of another kind: said among the blockers
    };
  }

  private static Device known(DeviceKind kind, String address) {
    return new Device(kind, address, null, null, null);
  }

  /** As the system writes it: {@code 0000:03:00.1}. */
  static String pci(XmlElement address) {
    return "%04x:%02x:%02x.%x"
        .formatted(
            part(address, "domain"),
            part(address, "bus"),
            part(address, "slot"),
            part(address, "function"));
  }

  /** libvirt writes them with 0x, and in decimal among a host's devices. */
  private static int part(XmlElement address, String name) {
    return Integer.decode(address.attribute(name).or(() -> address.textAt(name)).orElse("0"));
  }

  private static Device usb(XmlElement source) {
    var at = source.at("address");
    var bus = at.flatMap(a -> a.attribute("bus")).orElse("?");
    var number = at.flatMap(a -> a.attribute("device")).orElse("?");
    return new Device(
        DeviceKind.USB,
        bus + "." + number,
        source.at("vendor").flatMap(HostDevices::id).orElse(null),
        source.at("product").flatMap(HostDevices::id).orElse(null),
        null);
  }

  /** A vendor's or product's id as four hexadecimal digits. */
  static Optional<String> id(XmlElement element) {
    return element
        .attribute("id")
        .map(id -> id.startsWith("0x") ? id.substring(2) : id)
        .filter(id -> !id.isEmpty());
  }
}
