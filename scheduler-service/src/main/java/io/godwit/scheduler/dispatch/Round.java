package io.godwit.scheduler.dispatch;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.scheduler.dispatch.Fleet.Flight;
import io.godwit.scheduler.links.Port;
import io.godwit.scheduler.links.Room;
import io.godwit.scheduler.links.Traffic;
import io.godwit.scheduler.placement.Board;
import io.godwit.scheduler.placement.Moving;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One dispatch while it is made: what it has handed out so far, the next in turn sees. */
final class Round {
  final Fleet fleet;
  final Instant now;
  final Limits limits;
  final Board board;

  /** Those that move, with those that go now. */
  final Traffic traffic;

  final List<Flight> going = new ArrayList<>();
  final List<Flight> passed = new ArrayList<>();
  final List<Waiting> crowded = new ArrayList<>();
  final List<Dispatch.Start> starts = new ArrayList<>();
  final List<Dispatch.Hold> holds = new ArrayList<>();
  final List<Dispatch.Preempt> preempts = new ArrayList<>();
  final List<Dispatch.Blocked> blocked = new ArrayList<>();

  Round(Fleet fleet, Instant now, Limits limits) {
    this.fleet = fleet;
    this.now = now;
    this.limits = limits;
    board = new Board(fleet, limits);
    traffic = Moving.in(fleet, board.ways());
  }

  Port port(HostId host) {
    return board.ways().port(host);
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
