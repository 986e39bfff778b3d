package io.godwit.scheduler.dispatch;

import io.godwit.events.GuestLabels;
import io.godwit.events.HostId;
import io.godwit.scheduler.dispatch.Located.Seen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where every guest of a fleet is, for many questions. */
public final class Whereabouts {
  private static final UUID NOBODY = new UUID(0, 0);

  private final Map<UUID, List<Seen>> byGuest;
  private volatile @Nullable Map<String, List<Seen>> byName;

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

  /** A host has told something else than before. */
  public void change(Fleet.Host before, Fleet.Host now) {
    byName = null;
    var inventory = before.inventory();
    if (inventory != null) {
      for (var guest : inventory.guests()) {
        byGuest.computeIfPresent(guest.guest().uuid(), (_, words) -> without(words, before.id()));
      }
    }
    add(now);
  }

  private static @Nullable List<Seen> without(List<Seen> words, HostId host) {
    var others = words.stream().filter(seen -> !seen.host().equals(host)).toList();
    return others.isEmpty() ? null : others;
  }

  /** By host, whoever told first. */
  private static List<Seen> both(List<Seen> some, List<Seen> more) {
    return Stream.concat(some.stream(), more.stream())
        .sorted(Comparator.comparing(Seen::host))
        .toList();
  }

  public Located of(UUID guest) {
    return Located.of(byGuest.getOrDefault(guest, List.of()));
  }

  /** Where the guest of that name or UUID is. */
  Located called(String wanted) {
    return Located.of(words(wanted));
  }

  /** The guests that may be meant by a name or UUID. */
  public List<UUID> meant(String wanted) {
    return words(wanted).stream().map(seen -> seen.guest().guest().uuid()).distinct().toList();
  }

  private List<Seen> words(String wanted) {
    var named = names().getOrDefault(wanted, List.of());
    var identified = byGuest.getOrDefault(uuid(wanted), List.of());
    return identified.isEmpty()
        ? named
        : Stream.concat(named.stream(), identified.stream()).distinct().toList();
  }

  /** Only as it is written in full; any other text is taken for no guest's. */
  private static UUID uuid(String text) {
    try {
      var uuid = UUID.fromString(text);
      return uuid.toString().equals(text.toLowerCase(Locale.ROOT)) ? uuid : NOBODY;
    } catch (IllegalArgumentException e) {
      return NOBODY;
    }
  }

  private Map<String, List<Seen>> names() {
    var names = byName;
    if (names == null) {
      names = HashMap.newHashMap(byGuest.size());
      for (var words : byGuest.values()) {
        for (var seen : words) {
          names.computeIfAbsent(seen.guest().guest().name(), _ -> new ArrayList<>(1)).add(seen);
        }
      }
      byName = names;
    }
    return names;
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
