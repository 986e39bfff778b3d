package io.godwit.agent.hypervisor.libvirt.xml;

import io.godwit.events.Bytes;
import io.godwit.events.agent.HugePages;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Of what kind a domain's memory is, and to which cells of its host it is bound. */
final class GuestMemory {
  /** Of every architecture with pages of 4 KiB: the definition does not name the default size. */
  private static final Bytes DEFAULT_HUGE_PAGE = Bytes.ofMebi(2);

  private final XmlElement domain;

  GuestMemory(XmlElement domain) {
    this.domain = domain;
  }

  /** By size of page, the smallest first. */
  List<HugePages> hugePages() {
    var huge = domain.at("memoryBacking", "hugepages");
    if (huge.isEmpty()) {
      return List.of();
    }
    var whole = DomainXml.memory(domain);
    var pages = huge.get().all("page").toList();
    if (pages.isEmpty()) {
      return List.of(new HugePages(DEFAULT_HUGE_PAGE, whole));
    }
    var bySize = new TreeMap<Bytes, Bytes>();
    var left = whole;
    for (var page : pages.stream().filter(p -> p.attribute("nodeset").isPresent()).toList()) {
      var memory = ofCells(Amounts.numbers(page.attributes().getOrDefault("nodeset", "")));
      bySize.merge(size(page), memory, Bytes::plus);
      left = left.less(memory);
    }
    for (var page : pages.stream().filter(p -> p.attribute("nodeset").isEmpty()).toList()) {
      bySize.merge(size(page), left, Bytes::plus);
      left = Bytes.ZERO;
    }
    return bySize.entrySet().stream().map(of -> new HugePages(of.getKey(), of.getValue())).toList();
  }

  private static Bytes size(XmlElement page) {
    return Amounts.bytes(
        Amounts.number(page.attribute("size").orElse("2048")),
        page.attribute("unit").orElse("KiB"));
  }

  private Bytes ofCells(Set<Integer> cells) {
    return guestCells()
        .filter(cell -> cells.contains((int) Amounts.number(cell.attribute("id").orElse("-1"))))
        .map(cell ->
            Amounts.bytes(
                Amounts.number(cell.attribute("memory").orElse("0")),
                cell.attribute("unit").orElse("KiB")))
        .reduce(Bytes.ZERO, Bytes::plus);
  }

  private Stream<XmlElement> guestCells() {
    return domain.at("cpu", "numa").stream().flatMap(numa -> numa.all("cell"));
  }

  /** Cells that it must be on: a preference binds nothing. */
  List<Integer> boundTo() {
    var cells = new TreeSet<Integer>();
    domain.at("numatune").stream()
        .flatMap(tune -> Stream.concat(tune.all("memory"), tune.all("memnode")))
        .filter(memory -> !memory.is("mode", "preferred"))
        .flatMap(memory -> memory.attribute("nodeset").stream())
        .forEach(set -> cells.addAll(Amounts.numbers(set)));
    return List.copyOf(cells);
  }
}
