package io.godwit.agent.hypervisor.libvirt.xml;

import io.godwit.agent.hypervisor.Offer.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a host offers for one machine type (virConnectGetDomainCapabilities). */
public final class DomainCapabilitiesXml {
  private DomainCapabilitiesXml() {}

  public static Machine machine(XmlElement capabilities) {
    return new Machine(firmware(capabilities), tpmBackends(capabilities));
  }

  /**
   * BIOS is what the emulator brings along; EFI needs a firmware that libvirt finds by itself, or
   * at least a loader that it knows.
   */
  private static List<String> firmware(XmlElement capabilities) {
    var firmware = new ArrayList<String>();
    firmware.add("bios");
    boolean efi =
        capabilities.at("os").stream()
            .flatMap(os -> values(os, "firmware"))
            .anyMatch("efi"::equals);
    boolean loader =
        capabilities.at("os", "loader").stream()
            .flatMap(l -> l.all("value"))
            .anyMatch(value -> !value.text().isEmpty());
    if (efi || loader) {
      firmware.add("efi");
    }
    return firmware;
  }

  /** Before libvirt 8 their model is named; later what stands behind them. */
  private static List<String> tpmBackends(XmlElement capabilities) {
    return capabilities.at("devices", "tpm").stream()
        .filter(tpm -> tpm.is("supported", "yes"))
        .flatMap(tpm -> values(tpm, "backendModel"))
        .toList();
  }

  private static Stream<String> values(XmlElement of, String name) {
    return of.all("enum")
        .filter(e -> e.is("name", name))
        .flatMap(e -> e.all("value"))
        .map(XmlElement::text);
  }
}
