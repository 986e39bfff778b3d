package io.godwit.scheduler.placement;

import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.host.HostResources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * CPUs for pinned virtual CPUs: one that nobody else is pinned to for each, of the claimed cells
 * where there are such. The same number goes first, then the lowest of the cell that has most.
 */
final class Cpus {
  private Cpus() {}

  static Found<List<Integer>> claim(
      GuestNeeds needs, HostResources resources, Stock stock, List<Claims.Cell> cells) {
    var pinned = needs.pinnedCpus();
    if (pinned.isEmpty()) {
      return Found.of(List.of());
    }
    var free = free(resources, stock, cells);
    long needed = pinned.stream().distinct().count();
    return free.size() < needed
        ? Found.lacking(() ->
            "it has %d CPUs%s that nobody is pinned to, %d are needed"
                .formatted(
                    free.size(), cells.isEmpty() ? "" : " of the claimed NUMA cells", needed))
        : Found.of(choose(pinned, free));
  }

  /** Those of the cell with the most free ones first. */
  private static List<Integer> free(
      HostResources resources, Stock stock, List<Claims.Cell> claimed) {
    var taken = taken(stock);
    var numbers = claimed.stream().map(Claims.Cell::cell).toList();
    return resources.cells().stream()
        .filter(cell -> numbers.isEmpty() || numbers.contains(cell.cell()))
        .map(cell -> cell.cpus().stream().filter(cpu -> !taken.contains(cpu)).sorted().toList())
        .sorted((one, other) -> Integer.compare(other.size(), one.size()))
        .flatMap(List::stream)
        .toList();
  }

  private static Set<Integer> taken(Stock stock) {
    var taken = new HashSet<Integer>();
    stock
        .residents()
        .forEach(guest -> {
          var needs = guest.needs();
          if (needs != null) {
            taken.addAll(needs.pinnedCpus());
          }
        });
    stock.claims().forEach(claims -> taken.addAll(claims.cpus()));
    return taken;
  }

  /** One for each of the source's CPUs, in its order; the same one for the same one. */
  private static List<Integer> choose(List<Integer> pinned, List<Integer> free) {
    var distinct = pinned.stream().distinct().toList();
    var same = new TreeSet<>(distinct);
    same.retainAll(free);
    var others = free.stream().filter(cpu -> !same.contains(cpu)).iterator();
    var chosen = new ArrayList<Integer>();
    for (var cpu : distinct) {
      chosen.add(same.contains(cpu) ? cpu : others.next());
    }
    return pinned.stream().map(cpu -> chosen.get(distinct.indexOf(cpu))).toList();
  }
}
