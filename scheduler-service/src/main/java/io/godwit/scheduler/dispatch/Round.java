package io.godwit.scheduler.dispatch;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.scheduler.dispatch.Fleet.Flight;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.links.Link;
import io.godwit.scheduler.links.Port;
import io.godwit.scheduler.links.Room;
import io.godwit.scheduler.links.Shares;
import io.godwit.scheduler.links.Traffic;
import io.godwit.scheduler.placement.Atlas;
import io.godwit.scheduler.placement.Board;
import io.godwit.scheduler.placement.Moving;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One dispatch while it is made: what it has handed out so far, the next in turn sees. */
final class Round {
  final Fleet fleet;
  final Instant now;
  final Limits limits;
  final Board board;

  /** Those that move, with those that go now. */
  final Traffic traffic;

  /** The same without those that are predicted to end within the lead. */
  final Traffic staying;

  final List<Flight> going = new ArrayList<>();
  final List<Flight> passed = new ArrayList<>();
  final List<Waiting> crowded = new ArrayList<>();

  /** Where more wait in the queue that may leave. */
  final Set<HostId> queued = new HashSet<>();

  final List<Dispatch.Start> starts = new ArrayList<>();
  final List<Dispatch.Hold> holds = new ArrayList<>();
  final List<Dispatch.Preempt> preempts = new ArrayList<>();
  final List<Dispatch.Blocked> blocked = new ArrayList<>();

  Round(Fleet fleet, Map<MigrationId, Instant> ends, Instant now, Limits limits, Atlas atlas) {
    this.fleet = fleet;
    this.now = now;
    this.limits = limits;
    board = new Board(fleet, atlas);
    traffic = Moving.in(fleet, board.ways());
    staying = traffic.copy();
    if (limits.links().lead().isPositive()) {
      var soon = now.plus(limits.links().lead());
      ends.forEach((migration, end) -> {
        if (!end.isAfter(soon)) {
          staying.remove(migration);
        }
      });
    }
  }

  void go(Flight flight) {
    traffic.add(Moving.starting(flight));
    staying.add(Moving.starting(flight));
    going.add(flight);
  }

  /** Links on which others wait to be the next. */
  Set<Link> followed() {
    var followed = new HashSet<Link>();
    if (limits.links().lead().isPositive() && !going.isEmpty()) {
      queued.forEach(source -> followed.add(port(source).out()));
      starts.stream()
          .map(start -> start.placed().placement())
          .forEach(next -> followed.addAll(port(next.source()).to(port(next.destination()))));
      fleet.flights().stream()
          .filter(flight -> flight.phase() == Phase.AHEAD || flight.phase() == Phase.READY)
          .filter(flight -> !traffic.moves(flight.migration()) && !flight.cancelling())
          .forEach(flight -> followed.addAll(port(flight.source()).to(port(flight.destination()))));
    }
    return followed;
  }

  Port port(HostId host) {
    return board.ways().port(host);
  }

  /**
   * What a flight lacks to go now: before those that are about to end have ended, if nothing but
   * the links themselves keeps them both within what they carry.
   */
  Room.@Nullable Lack lacking(Flight flight) {
    var source = port(flight.source());
    var destination = port(flight.destination());
    var beside = Shares.mayBeFilled(source, destination) ? staying : traffic;
    return new Room(traffic, beside, limits).lacking(source, destination);
  }

  Room.@Nullable Lack lacking(Traffic beside, Flight flight) {
    return new Room(beside, limits).lacking(port(flight.source()), port(flight.destination()));
  }

  /** Why a host cannot take part now; absent: it can. */
  @Nullable String absent(HostId id) {
    var host = board.host(id);
    if (host == null || !host.seenWithin(limits.silence(), now)) {
      return id + " is silent";
    }
    return host.connected() ? null : id + " does not reach its hypervisor";
  }

  void block(MigrationId migration, String waitingFor) {
    blocked.add(new Dispatch.Blocked(migration, waitingFor));
  }
}
