package io.godwit.scheduler.placement;

import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds;
import java.util.List;

/**
 * What is to be reserved at a host for a guest: chosen from what it has, less what its guests take
 * and what is reserved already. Where the destination is forced, what would be no damage is left
 * out if it is not to be had.
 */
final class Claiming {
  private Claiming() {}

  static Found<Claims> of(Wish wish, Stock stock) {
    var needs = wish.needs();
    if (needs == null || (isPlain(needs) && wish.sees(stock))) {
      return Found.of(wish.plain);
    }
    var volumes = Volumes.claim(wish, needs, stock);
    return isPlain(needs)
        ? volumes.then(copied -> Found.of(plain(wish, copied)))
        : volumes.then(copied -> special(wish, needs, stock, copied));
  }

  private static boolean isPlain(GuestNeeds needs) {
    return needs.devices().isEmpty()
        && needs.hugePages().isEmpty()
        && needs.numaNodes().isEmpty()
        && needs.pinnedCpus().isEmpty();
  }

  private static Claims plain(Wish wish, List<Claims.Volume> volumes) {
    return new Claims(wish.needed, List.of(), List.of(), List.of(), List.of(), volumes);
  }

  private static Found<Claims> special(
      Wish wish, GuestNeeds needs, Stock stock, List<Claims.Volume> volumes) {
    var resources = stock.resources();
    if (resources == null) {
      return Found.lacking(() -> "it has not said what else than memory it has");
    }
    boolean lenient = wish.forced();
    return Devices.claim(needs, resources, stock)
        .then(devices ->
            Pages.claim(needs, resources, stock)
                .or(lenient, List.of())
                .then(pages ->
                    Cells.claim(wish.waiting.guest(), resources, stock)
                        .or(lenient, List.of())
                        .then(cells ->
                            Cpus.claim(needs, resources, stock, cells)
                                .or(lenient, List.of())
                                .then(cpus ->
                                    Found.of(
                                        new Claims(
                                            wish.needed, pages, cells, cpus, devices, volumes))))));
  }
}
