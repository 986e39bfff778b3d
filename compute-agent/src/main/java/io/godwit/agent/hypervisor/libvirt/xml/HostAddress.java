package io.godwit.agent.hypervisor.libvirt.xml;

import io.godwit.agent.hypervisor.libvirt.xml.XmlText.Element;
import io.godwit.events.agent.GuestNeeds.DeviceKind;
import java.util.regex.Pattern;

/** The address of a host's device in a definition, as {@link HostDevices} writes it. */
final class HostAddress {
  private static final Pattern PCI =
      Pattern.compile("([0-9a-f]{4}):([0-9a-f]{2}):([0-9a-f]{2})\\.([0-7])");
  private static final Pattern USB = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");
  private static final Pattern MEDIATED =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private HostAddress() {}

  /** Of an {@code <address>} in a device's source; empty if it is of another kind. */
  static String of(DeviceKind kind, Element address) {
    return switch (kind) {
      case PCI ->
          address.attribute("slot").isEmpty()
              ? ""
              : "%04x:%02x:%02x.%x"
                  .formatted(
                      part(address, "domain"),
                      part(address, "bus"),
                      part(address, "slot"),
                      part(address, "function"));
      case MDEV -> address.attribute("uuid").orElse("");
      case USB ->
          address
              .attribute("device")
              .map(device -> address.attribute("bus").orElse("?") + "." + device)
              .orElse("");
    };
  }

  private static int part(Element address, String name) {
    return Integer.decode(address.attribute(name).orElse("0"));
  }

  /** Puts another address in its place. */
  static void set(DeviceKind kind, Element address, String other, Edits edits) {
    var with =
        switch (kind) {
          case PCI -> pci(address, other);
          case MDEV -> mediated(other);
          case USB -> usb(other);
        };
    edits.replace(address.start(), address.end(), with);
  }

  private static String pci(Element address, String other) {
    var matcher = PCI.matcher(other);
    if (!matcher.matches()) {
      throw wrong(other);
    }
    var type = address.is("type", "pci") ? "type='pci' " : "";
    return "<address %sdomain='0x%s' bus='0x%s' slot='0x%s' function='0x%s'/>"
        .formatted(type, matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4));
  }

  private static String mediated(String other) {
    if (!MEDIATED.matcher(other).matches()) {
      throw wrong(other);
    }
    return "<address uuid='%s'/>".formatted(other);
  }

  private static String usb(String other) {
    var matcher = USB.matcher(other);
    if (!matcher.matches()) {
      throw wrong(other);
    }
    return "<address bus='%s' device='%s'/>".formatted(matcher.group(1), matcher.group(2));
  }

  private static IllegalArgumentException wrong(String address) {
    return new IllegalArgumentException("no address of a device: " + address);
  }
}
