package io.godwit.scheduler.dispatch;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.scheduler.dispatch.Fleet.Flight;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.links.Link;
import io.godwit.scheduler.links.Traffic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who stands by behind whom: told to start, and begun by its host as soon as the others' jobs have
 * ended there. Until then it uses nothing of the links, and where it follows one alone, and alone,
 * that one's slots become its own: there is never more than one of the two.
 */
final class Succession {
  /** By who stands by: those that have not ended. */
  private final Map<MigrationId, Set<MigrationId>> behind;

  private final Map<MigrationId, HostId> destinations;

  private Succession(
      Map<MigrationId, Set<MigrationId>> behind, Map<MigrationId, HostId> destinations) {
    this.behind = behind;
    this.destinations = destinations;
  }

  /**
   * @param traffic those that move, or stand by
   */
  static Succession in(Fleet fleet, Traffic traffic) {
    var succession = new Succession(new HashMap<>(), new HashMap<>());
    for (Flight flight : fleet.flights()) {
      succession.destinations.put(flight.migration(), flight.destination());
      if (flight.phase() == Phase.MOVING && !flight.behind().isEmpty()) {
        var before = new HashSet<>(flight.behind());
        before.removeIf(migration -> !traffic.moves(migration));
        succession.add(flight.migration(), before);
      }
    }
    return succession;
  }

  private void add(MigrationId migration, Set<MigrationId> before) {
    if (!before.isEmpty()) {
      behind.put(migration, Set.copyOf(before));
    }
  }

  /** The same with one more that stands by; behind nobody: it begins at once. */
  Succession with(Flight flight, Set<MigrationId> before) {
    var more = new Succession(new HashMap<>(behind), destinations);
    more.add(flight.migration(), before);
    return more;
  }

  Set<MigrationId> behind(MigrationId migration) {
    return behind.getOrDefault(migration, Set.of());
  }

  boolean standsBy(MigrationId migration) {
    return behind.containsKey(migration);
  }

  /** Behind whom one stands by. */
  Set<MigrationId> followed() {
    return behind.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
  }

  /** Those whose slot at their source is another one's: one follows each of them, and only it. */
  Set<MigrationId> replaced() {
    return heirs().values().stream().collect(Collectors.toSet());
  }

  /** Those of them whose slot at their destination is that one's, too. */
  Set<MigrationId> replacedThere() {
    return heirs().entrySet().stream()
        .filter(heir -> goTogether(heir.getKey(), heir.getValue()))
        .map(Map.Entry::getValue)
        .collect(Collectors.toSet());
  }

  private boolean goTogether(MigrationId one, MigrationId other) {
    var destination = destinations.get(one);
    return destination != null && destination.equals(destinations.get(other));
  }

  private Map<MigrationId, MigrationId> heirs() {
    var followers =
        behind.values().stream()
            .flatMap(Set::stream)
            .collect(Collectors.groupingBy(one -> one, Collectors.counting()));
    var heirs = new HashMap<MigrationId, MigrationId>();
    behind.forEach((migration, before) -> {
      var first = before.iterator().next();
      if (before.size() == 1 && Long.valueOf(1).equals(followers.get(first))) {
        heirs.put(migration, first);
      }
    });
    return heirs;
  }

  /** Whether one stands by for any of these links. */
  boolean isTaken(Stream<Link> links, Traffic traffic) {
    return !behind.isEmpty()
        && links
            .flatMap(link -> traffic.moversOn(link).stream())
            .anyMatch(mover -> standsBy(mover.migration()));
  }

  /** Those that use the links now. */
  Traffic present(Traffic traffic) {
    return traffic.without(behind.keySet());
  }

  /** Those that will when the others have ended. */
  Traffic next(Traffic traffic) {
    return traffic.without(followed());
  }
}
