package io.godwit.scheduler.queue;

import io.godwit.events.HostId;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Fleet.Flight;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Windows;
import io.godwit.scheduler.migration.Migration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Whose queue is worth a look. */
public final class Sources {
  private Sources() {}

  /** Those that do not have as many dispatched as their slots and the preparation ahead allow. */
  public static List<HostId> withRoom(Fleet fleet, Limits limits) {
    Map<HostId, Long> dispatched =
        fleet.flights().stream()
            .filter(flight -> flight.phase() != Phase.ENDING)
            .collect(Collectors.groupingBy(Flight::source, Collectors.counting()));
    return fleet.hosts().stream()
        .filter(host -> hasRoom(host, dispatched.getOrDefault(host.id(), 0L), limits))
        .map(Fleet.Host::id)
        .toList();
  }

  /** Whether it has to wait for a window, while others of the same source may go. */
  public static boolean isUntimely(Migration migration, Fleet fleet, Instant now, Limits limits) {
    var reason = migration.origin().request().reasonOrDefault();
    return fleet
        .host(migration.sourceOrThrow())
        .map(host -> Windows.closed(host, reason, migration.project(), now, limits))
        .isPresent();
  }

  private static boolean hasRoom(Fleet.Host host, long dispatched, Limits limits) {
    var slots = limits.slots();
    int outgoing =
        Objects.requireNonNullElse(host.settings().outgoingLimit(), slots.outgoingPerHost());
    return outgoing == 0 || dispatched < outgoing + slots.prepareAhead();
  }
}
