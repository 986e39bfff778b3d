package io.godwit.agent.hypervisor.libvirt.xml;

import io.godwit.events.Bytes;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestNeeds.Network;
import io.godwit.events.agent.GuestNeeds.NetworkKind;
import java.util.List;
import java.util.TreeSet;

/**
 * What a running domain's definition (virDomainGetXMLDesc) says that it needs of a host. Sizes of
 * its disks, the pools that they lie in and the ids of its devices are not in it.
 */
public final class DomainXml {
  private DomainXml() {}

  /**
   * @throws IllegalArgumentException if it is no definition of libvirt's
   */
  public static GuestNeeds needs(XmlElement domain) {
    var type =
        domain
            .at("os", "type")
            .orElseThrow(() -> new IllegalArgumentException("a domain without <os><type>"));
    var memory = new GuestMemory(domain);
    return new GuestNeeds(
        type.attribute("arch").orElse("unknown"),
        type.attribute("machine").orElse("unknown"),
        domain.attribute("type").orElse("unknown"),
        firmware(domain),
        domain.has("devices", "tpm"),
        domain.at("cpu").map(XmlElement::xml).orElse(null),
        networks(domain),
        Disks.of(domain),
        HostDevices.of(domain),
        memory.hugePages(),
        memory.boundTo(),
        pinned(domain),
        Blockers.of(domain));
  }

  /** The most memory that it may get. */
  static Bytes memory(XmlElement domain) {
    return domain.at("memory").map(m -> Amounts.bytes(m, "KiB")).orElse(Bytes.ZERO);
  }

  private static String firmware(XmlElement domain) {
    boolean efi =
        domain.at("os").filter(os -> os.is("firmware", "efi")).isPresent()
            || domain.at("os", "loader").filter(loader -> loader.is("type", "pflash")).isPresent();
    return efi ? "efi" : "bios";
  }

  private static List<Network> networks(XmlElement domain) {
    return domain.at("devices").stream()
        .flatMap(devices -> devices.all("interface"))
        .map(DomainXml::network)
        .distinct()
        .toList();
  }

  private static Network network(XmlElement device) {
    var type = device.attribute("type").orElse("user");
    return switch (type) {
      case "network" -> network(device, NetworkKind.NETWORK, "network");
      case "bridge" -> network(device, NetworkKind.BRIDGE, "bridge");
      case "direct" -> network(device, NetworkKind.DIRECT, "dev");
      default -> new Network(NetworkKind.NONE, type);
    };
  }

  private static Network network(XmlElement device, NetworkKind kind, String attribute) {
    return device
        .at("source")
        .flatMap(source -> source.attribute(attribute))
        .map(name -> new Network(kind, name))
        .orElseGet(() -> new Network(NetworkKind.NONE, "unknown"));
  }

  /** What only the emulator's own threads are pinned to is no CPU of the guest. */
  private static List<Integer> pinned(XmlElement domain) {
    var cpus = new TreeSet<Integer>();
    domain
        .at("vcpu")
        .flatMap(vcpu -> vcpu.attribute("cpuset"))
        .ifPresent(set -> cpus.addAll(Amounts.numbers(set)));
    var pins = domain.at("cputune").stream().flatMap(tune -> tune.all("vcpupin")).toList();
    if (!pins.isEmpty()) {
      cpus.clear(); // they overrule the set for all
    }
    pins.forEach(
        pin -> pin.attribute("cpuset").ifPresent(set -> cpus.addAll(Amounts.numbers(set))));
    return List.copyOf(cpus);
  }
}
