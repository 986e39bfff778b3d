package io.godwit.agent.host;

import io.godwit.agent.hypervisor.Offer.FreeCell;
import io.godwit.events.Bytes;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.HugePages;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostResources;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Whether there is memory of the kind that the guest needs, and CPUs that it can be pinned to. */
final class MemoryFacts {
  /** Room that a guest should find beyond its memory, for its devices and the migration itself. */
  private static final double MARGIN = 1.2;

  private MemoryFacts() {}

  static List<Fact> of(Answering answering, GuestNeeds needs) {
    return List.of(
        hugePages(answering, needs), numa(answering, needs), pinnedCpus(answering, needs));
  }

  static Fact memory(Answering answering) {
    var host = answering.host();
    var guest = answering.question().guest();
    var used =
        host.guests().stream()
            .filter(GuestFacts::isActive)
            .filter(there -> !there.guest().uuid().equals(guest.guest().uuid()))
            .map(HostInventory.Guest::memory)
            .reduce(Bytes.ZERO, Bytes::plus);
    var free = host.capacity().less(used);
    var evidence =
        "free %s of %s, guest %s, margin %.1f"
            .formatted(free, host.capacity(), guest.memory(), MARGIN);
    if (free.count() >= guest.memory().count() * MARGIN) {
      return answering.passing("memory", Answer.YES, "there is memory for the guest", evidence);
    }
    return free.compareTo(guest.memory()) >= 0
        ? answering.passing(
            "memory", Answer.PROBABLY_YES, "there is just memory for the guest", evidence)
        : answering.passing("memory", Answer.NO, "there is too little memory", evidence);
  }

  private static Fact hugePages(Answering answering, GuestNeeds needs) {
    if (needs.hugePages().isEmpty()) {
      return answering.lasting("huge-pages", Answer.YES, "the guest needs none", "");
    }
    var offer = answering.host().offer();
    if (offer == null) {
      return answering.passing("huge-pages", Answer.NO_IDEA, "the host did not say", "");
    }
    var evidence =
        "guest %s; free %s".formatted(words(needs.hugePages()), words(offer.hugePages()));
    boolean enough =
        needs.hugePages().stream()
            .allMatch(
                wanted -> free(offer.hugePages(), wanted.page()).compareTo(wanted.memory()) >= 0);
    return enough
        ? answering.passing("huge-pages", Answer.YES, "there are enough free ones", evidence)
        : answering.passing("huge-pages", Answer.NO, "there are too few free ones", evidence);
  }

  private static Bytes free(List<HugePages> of, Bytes page) {
    return of.stream()
        .filter(free -> free.page().equals(page))
        .map(HugePages::memory)
        .findFirst()
        .orElse(Bytes.ZERO);
  }

  private static String words(List<HugePages> pages) {
    return pages.isEmpty()
        ? "none"
        : pages.stream()
            .map(of -> of.memory() + " in pages of " + of.page())
            .collect(Collectors.joining(", "));
  }

  private static Fact numa(Answering answering, GuestNeeds needs) {
    if (needs.numaNodes().isEmpty()) {
      return answering.lasting("numa", Answer.YES, "the guest's memory is not bound to cells", "");
    }
    var offer = answering.host().offer();
    if (offer == null || offer.cells().isEmpty()) {
      return answering.passing("numa", Answer.NO_IDEA, "the host did not tell its cells", "");
    }
    var claims = answering.question().claims();
    return claims == null || claims.cells().isEmpty()
        ? anyCells(answering, needs, offer.cells())
        : claimedCells(answering, claims, offer.cells());
  }

  /** Each takes its even part; the cells themselves are chosen when they are claimed. */
  private static Fact anyCells(Answering answering, GuestNeeds needs, List<FreeCell> cells) {
    int wanted = needs.numaNodes().size();
    long part = answering.question().guest().memory().count() / wanted;
    var evidence =
        "guest is bound to %d cells, %s in each; free %s"
            .formatted(wanted, new Bytes(part), cellWords(cells));
    if (cells.size() < wanted) {
      return answering.passing("numa", Answer.NO, "this host has fewer cells", evidence);
    }
    if (!needs.hugePages().isEmpty()) {
      return answering.passing(
          "numa",
          Answer.PROBABLY_YES,
          "there are enough cells; its huge pages are counted over all of them",
          evidence);
    }
    long fitting = cells.stream().filter(cell -> cell.memory().count() >= part).count();
    return fitting >= wanted
        ? answering.passing("numa", Answer.YES, "enough cells have room for their part", evidence)
        : answering.passing("numa", Answer.NO, "too few cells have room for their part", evidence);
  }

  private static Fact claimedCells(Answering answering, Claims claims, List<FreeCell> cells) {
    var evidence = "claimed %s; free %s".formatted(claims.cells(), cellWords(cells));
    boolean fits =
        claims.cells().stream()
            .allMatch(claim ->
                cells.stream()
                    .anyMatch(cell ->
                        cell.cell() == claim.cell()
                            && cell.memory().compareTo(claim.memory()) >= 0));
    return fits
        ? answering.passing("numa", Answer.YES, "the claimed cells have room", evidence)
        : answering.passing("numa", Answer.NO, "a claimed cell has no room", evidence);
  }

  private static String cellWords(List<FreeCell> cells) {
    return cells.stream()
        .sorted(Comparator.comparingInt(FreeCell::cell))
        .map(cell -> "cell " + cell.cell() + ": " + cell.memory())
        .collect(Collectors.joining(", "));
  }

  private static Fact pinnedCpus(Answering answering, GuestNeeds needs) {
    if (needs.pinnedCpus().isEmpty()) {
      return answering.lasting("pinned-cpus", Answer.YES, "the guest is not pinned", "");
    }
    var resources = answering.host().resources();
    var cpus =
        resources == null
            ? List.<Integer>of()
            : resources.cells().stream()
                .map(HostResources.Cell::cpus)
                .flatMap(List::stream)
                .sorted()
                .toList();
    if (cpus.isEmpty()) {
      return answering.lasting("pinned-cpus", Answer.NO_IDEA, "the host did not tell its CPUs", "");
    }
    return pinnedTo(answering, needs, cpus);
  }

  private static Fact pinnedTo(Answering answering, GuestNeeds needs, List<Integer> cpus) {
    var claims = answering.question().claims();
    boolean claimed = claims != null && !claims.cpus().isEmpty();
    var wanted = claims != null && claimed ? claims.cpus() : needs.pinnedCpus();
    var evidence = "%s %s; host has %s".formatted(claimed ? "claimed" : "guest", wanted, cpus);
    if (claimed) {
      return cpus.containsAll(wanted)
          ? answering.lasting("pinned-cpus", Answer.YES, "the claimed CPUs are here", evidence)
          : answering.lasting("pinned-cpus", Answer.NO, "a claimed CPU is not here", evidence);
    }
    return cpus.size() >= wanted.size()
        ? answering.lasting(
            "pinned-cpus", Answer.PROBABLY_YES, "this host has as many CPUs", evidence)
        : answering.lasting("pinned-cpus", Answer.NO, "this host has fewer CPUs", evidence);
  }
}
