package io.godwit.scheduler.dispatch;

import io.godwit.events.GuestLabels;
import io.godwit.scheduler.dispatch.Located.Seen;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Where every guest of a fleet is, for many questions. */
public final class Whereabouts {
  private final Map<UUID, List<Seen>> byGuest;

  public Whereabouts(List<Fleet.Host> hosts) {
    int guests = 0;
    for (var host : hosts) {
      var inventory = host.inventory();
      guests += inventory == null ? 0 : inventory.guests().size();
    }
    byGuest = HashMap.newHashMap(guests);
    hosts.forEach(this::add);
  }

  private void add(Fleet.Host host) {
    var inventory = host.inventory();
    if (inventory != null) {
      for (var guest : inventory.guests()) {
        var seen = new Seen(host.id(), inventory.at(), guest);
        byGuest.merge(guest.guest().uuid(), List.of(seen), Whereabouts::both);
      }
    }
  }

  private static List<Seen> both(List<Seen> some, List<Seen> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  public Located of(UUID guest) {
    return Located.of(byGuest.getOrDefault(guest, List.of()));
  }

  /** What the guest's metadata says, by any host that has it. */
  public GuestLabels labels(UUID guest) {
    return byGuest.getOrDefault(guest, List.of()).stream()
        .map(seen -> seen.guest().labels())
        .filter(labels -> !labels.equals(GuestLabels.NONE))
        .findFirst()
        .orElse(GuestLabels.NONE);
  }
}
