package io.godwit.agent.hypervisor.libvirt.xml;

import io.godwit.agent.hypervisor.Offer.Emulation;
import io.godwit.events.Bytes;
import io.godwit.events.agent.HugePages;
import io.godwit.events.host.HostResources.Cell;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A host's capabilities (virConnectGetCapabilities). */
public final class CapabilitiesXml {
  private final XmlElement capabilities;

  public CapabilitiesXml(XmlElement capabilities) {
    this.capabilities = capabilities;
  }

  public String architecture() {
    return capabilities.textAt("host", "cpu", "arch").orElse("unknown");
  }

  /** What the host runs, for each architecture and kind of virtualization. */
  public List<Emulation> emulations() {
    return capabilities
        .all("guest")
        .flatMap(guest -> guest.all("arch"))
        .flatMap(CapabilitiesXml::emulations)
        .toList();
  }

  private static Stream<Emulation> emulations(XmlElement architecture) {
    var name = architecture.attribute("name").orElse("unknown");
    var shared = machines(architecture);
    return architecture
        .all("domain")
        .map(domain -> {
          var own = machines(domain);
          var type = domain.attribute("type").orElse("unknown");
          return new Emulation(name, type, own.isEmpty() ? shared : own);
        });
  }

  private static List<String> machines(XmlElement of) {
    return of.all("machine").map(XmlElement::text).distinct().toList();
  }

  /** NUMA cells with memory, CPUs sorted. */
  public List<Cell> cells() {
    return cellElements()
        .map(cell ->
            new Cell(
                id(cell),
                cell.at("memory").map(m -> Amounts.bytes(m, "KiB")).orElse(Bytes.ZERO),
                cell.at("cpus").stream()
                    .flatMap(cpus -> cpus.all("cpu"))
                    .map(CapabilitiesXml::id)
                    .sorted()
                    .toList()))
        .filter(cell -> cell.memory().count() > 0)
        .toList();
  }

  /**
   * The machine's huge pages, taken or not: those larger than the smallest size, which is the
   * ordinary one.
   */
  public List<HugePages> hugePages() {
    var bySize = new TreeMap<Bytes, Bytes>();
    cellElements()
        .flatMap(cell -> cell.all("pages"))
        .forEach(pages -> {
          var size = size(pages);
          bySize.merge(size, new Bytes(size.count() * Amounts.number(pages.text())), Bytes::plus);
        });
    return bySize.entrySet().stream()
        .skip(1)
        .filter(of -> of.getValue().count() > 0)
        .map(of -> new HugePages(of.getKey(), of.getValue()))
        .toList();
  }

  private static Bytes size(XmlElement pages) {
    return Amounts.bytes(
        Amounts.number(pages.attribute("size").orElse("4")), pages.attribute("unit").orElse("KiB"));
  }

  private static int id(XmlElement element) {
    return (int) Amounts.number(element.attribute("id").orElse("0"));
  }

  private Stream<XmlElement> cellElements() {
    return capabilities.at("host", "topology", "cells").stream()
        .flatMap(cells -> cells.all("cell"));
  }
}
