package io.godwit.scheduler.placement;

import io.godwit.events.Bytes;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostResources;
import java.util.Comparator;
import java.util.List;

/**
 * NUMA cells: as many as the guest's memory is bound to at its source, each with an even part of
 * its memory free. Those of the same number go first, then the lowest.
 */
final class Cells {
  private Cells() {}

  static Found<List<Claims.Cell>> claim(GuestSpec guest, HostResources resources, Stock stock) {
    var needs = guest.needs();
    if (needs == null || needs.numaNodes().isEmpty()) {
      return Found.of(List.of());
    }
    var bound = needs.numaNodes();
    var each = part(guest.memory(), bound.size());
    var chosen =
        resources.cells().stream()
            .filter(cell -> free(cell, stock).compareTo(each) >= 0)
            .sorted(
                Comparator.comparing((HostResources.Cell cell) -> !bound.contains(cell.cell()))
                    .thenComparingInt(HostResources.Cell::cell))
            .limit(bound.size())
            .map(cell -> new Claims.Cell(cell.cell(), each))
            .sorted(Comparator.comparingInt(Claims.Cell::cell))
            .toList();
    return chosen.size() == bound.size()
        ? Found.of(chosen)
        : Found.lacking(() ->
            "it has %d of %d NUMA cells with %s free, %d are needed"
                .formatted(chosen.size(), resources.cells().size(), each, bound.size()));
  }

  private static Bytes part(Bytes memory, int cells) {
    return new Bytes(Math.ceilDiv(memory.count(), cells));
  }

  private static Bytes free(HostResources.Cell cell, Stock stock) {
    long residents = stock.residents().mapToLong(guest -> takes(guest, cell.cell())).sum();
    long reserved =
        stock
            .claims()
            .flatMap(claims -> claims.cells().stream())
            .filter(claim -> claim.cell() == cell.cell())
            .mapToLong(claim -> claim.memory().count())
            .sum();
    return cell.memory().less(new Bytes(residents + reserved));
  }

  private static long takes(HostInventory.Guest guest, int cell) {
    var needs = guest.needs();
    return needs != null && needs.numaNodes().contains(cell)
        ? part(guest.memory(), needs.numaNodes().size()).count()
        : 0;
  }
}
