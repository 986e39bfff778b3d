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
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One dispatch while it is made: what it has handed out so far, the next in turn sees. */
final class Round {
  final Fleet fleet;
  final Instant now;
  final Limits limits;
  final Board board;

  /** Those that move, with those that go now. */
  final Traffic traffic;

  /** The same without those that are about to end. */
  final Traffic staying;

  /** Those that are predicted to end within the lead, or behind whom one stands by already. */
  private final Set<MigrationId> leaving;

  Succession succession;
  final List<Flight> going = new ArrayList<>();
  final List<Flight> passed = new ArrayList<>();
  final List<Waiting> crowded = new ArrayList<>();

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
    succession = Succession.in(fleet, traffic);
    leaving = new HashSet<>(succession.followed());
    if (limits.links().lead().isPositive()) {
      var soon = now.plus(limits.links().lead());
      fleet.flights().stream()
          .filter(flight -> flight.begun() && !succession.standsBy(flight.migration()))
          .filter(flight -> !ends.getOrDefault(flight.migration(), Instant.MAX).isAfter(soon))
          .forEach(flight -> leaving.add(flight.migration()));
    }
    staying = traffic.copy();
    leaving.forEach(staying::remove);
  }

  /**
   * @param behind those as whose jobs end it begins; empty: at once
   */
  void go(Flight flight, Set<MigrationId> behind) {
    traffic.add(Moving.starting(flight));
    staying.add(Moving.starting(flight));
    behind.forEach(staying::remove);
    leaving.addAll(behind);
    succession = succession.with(flight, behind);
    going.add(flight);
  }

  /** Links of its way on which others from elsewhere wait to be the next. */
  Set<Link> followed(Flight first) {
    var followed = new HashSet<Link>();
    if (limits.links().lead().isPositive()) {
      starts.stream()
          .map(start -> start.placed().placement())
          .filter(next -> !next.source().equals(first.source()))
          .forEach(next -> followed.addAll(port(next.source()).to(port(next.destination()))));
      fleet.flights().stream()
          .filter(flight -> flight.phase() == Phase.AHEAD || flight.phase() == Phase.READY)
          .filter(flight -> !traffic.moves(flight.migration()) && !flight.cancelling())
          .filter(flight -> !flight.source().equals(first.source()))
          .forEach(flight -> followed.addAll(way(flight)));
    }
    return followed;
  }

  private List<Link> way(Flight flight) {
    return port(flight.source()).to(port(flight.destination()));
  }

  Port port(HostId host) {
    return board.ways().port(host);
  }

  /**
   * What a flight lacks to go now. Beside those that come from elsewhere and are about to end it
   * may begin before they have, if nothing but the links themselves keeps them all within what they
   * carry.
   */
  Room.@Nullable Lack lacking(Flight flight) {
    var source = port(flight.source());
    var destination = port(flight.destination());
    var beside =
        Shares.mayBeFilled(source, destination)
            ? traffic.without(onItsWay(flight, mover -> !mover.source().equals(flight.source())))
            : traffic;
    return room(succession, beside, traffic).lacking(source, destination);
  }

  /**
   * Those that are about to end and leave the same host on links of its way: whose end that host
   * can wait for. On a link that may not be filled one at a time stands by, so that whoever ends
   * first, the shares of those that move then are within what it may carry.
   */
  Set<MigrationId> before(Flight flight) {
    var source = port(flight.source());
    var destination = port(flight.destination());
    var bounded =
        source.to(destination).stream()
            .filter(link -> !Shares.mayBeFilled(link, source, destination));
    return succession.isTaken(bounded, traffic)
        ? Set.of()
        : onItsWay(flight, mover -> mover.source().equals(flight.source()));
  }

  private Set<MigrationId> onItsWay(Flight flight, Predicate<Traffic.Mover> which) {
    var found = new TreeSet<MigrationId>();
    for (var link : way(flight)) {
      traffic.moversOn(link).stream()
          .filter(mover -> leaving.contains(mover.migration()) && which.test(mover))
          .forEach(mover -> found.add(mover.migration()));
    }
    return found;
  }

  /** What it lacks to begin as those have ended. */
  Room.@Nullable Lack lacking(Flight flight, Set<MigrationId> behind) {
    var then = succession.with(flight, behind);
    var beside = traffic.without(behind);
    return room(then, beside, beside).lacking(port(flight.source()), port(flight.destination()));
  }

  /** What there is when slots have passed on to those who stand by. */
  private Room room(Succession then, Traffic staying, Traffic promising) {
    return new Room(
        traffic.without(then.replaced()),
        traffic.without(then.replacedThere()),
        staying,
        promising,
        limits);
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
