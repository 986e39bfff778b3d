package io.godwit.scheduler.queue;

import io.godwit.events.HostId;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.dispatch.Limits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Whose queue is worth a look. */
public final class Sources {
  private Sources() {}

  /**
   * Those that do not have as many dispatched as their slots and the preparation ahead allow, and
   * those where a rebalance would give way to an evacuation.
   */
  public static List<HostId> withRoom(Fleet fleet, Limits limits) {
    Map<HostId, Integer> dispatched = new HashMap<>();
    Map<HostId, Integer> moving = new HashMap<>();
    Set<HostId> givingWay = new HashSet<>();
    for (var flight : fleet.flights()) {
      if (flight.phase() != Phase.ENDING) {
        dispatched.merge(flight.source(), 1, Integer::sum);
        moving.merge(flight.source(), flight.phase() == Phase.MOVING ? 1 : 0, Integer::sum);
        if (flight.mayBePreempted()) {
          givingWay.add(flight.source());
        }
      }
    }
    return fleet.hosts().stream()
        .filter(host ->
            givingWay.contains(host.id())
                || hasRoom(
                    host,
                    dispatched.getOrDefault(host.id(), 0),
                    moving.getOrDefault(host.id(), 0),
                    limits))
        .map(Fleet.Host::id)
        .toList();
  }

  private static boolean hasRoom(Fleet.Host host, int dispatched, int moving, Limits limits) {
    var slots = limits.slots();
    int outgoing =
        Objects.requireNonNullElse(host.settings().outgoingLimit(), slots.outgoingPerHost());
    return outgoing == 0 || dispatched < outgoing + slots.ahead(moving);
  }
}
