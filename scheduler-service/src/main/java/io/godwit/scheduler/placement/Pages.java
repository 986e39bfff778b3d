package io.godwit.scheduler.placement;

import io.godwit.events.Bytes;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.HugePages;
import io.godwit.events.host.HostResources;
import java.util.List;
import java.util.stream.Stream;

/** Huge pages: what the machine has by size, less what guests have and what is reserved. */
final class Pages {
  private Pages() {}

  static Found<List<HugePages>> claim(GuestNeeds needs, HostResources resources, Stock stock) {
    for (var needed : needs.hugePages()) {
      var free = free(needed.page(), resources, stock);
      if (free.compareTo(needed.memory()) < 0) {
        return Found.lacking(() ->
            "it has %s free in huge pages of %s, %s are needed"
                .formatted(free, needed.page(), needed.memory()));
      }
    }
    return Found.of(needs.hugePages());
  }

  private static Bytes free(Bytes page, HostResources resources, Stock stock) {
    var taken =
        Stream.concat(
            stock
                .residents()
                .flatMap(guest -> {
                  var here = guest.needs();
                  return here == null ? Stream.<HugePages>empty() : here.hugePages().stream();
                }),
            stock.claims().map(Claims::hugePages).flatMap(List::stream));
    return sum(page, resources.hugePages().stream()).less(sum(page, taken));
  }

  private static Bytes sum(Bytes page, Stream<HugePages> pages) {
    return new Bytes(
        pages.filter(one -> one.page().equals(page)).mapToLong(one -> one.memory().count()).sum());
  }
}
