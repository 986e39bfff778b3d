package io.godwit.scheduler.dispatch;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.scheduler.dispatch.Fleet.Flight;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.links.Link;
import io.godwit.scheduler.links.Traffic;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.placement.Moving;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who gives way: an evacuation that is held up by nothing but a rebalance, which has not switched
 * over and loses only its work. The least urgent is taken first, and no more than are needed; those
 * that are being stopped already count as gone.
 */
final class Preemption {
  private final Round round;
  private final Set<MigrationId> victims = new HashSet<>();

  /** By source: how many are being stopped whose place another one can have. */
  private final Map<HostId, Integer> stopping = new HashMap<>();

  /** Those that move, without those that are being stopped, with those that wait for that. */
  private final Traffic soon;

  Preemption(Round round) {
    this.round = round;
    soon = round.traffic.copy();
    round.fleet.flights().stream()
        .filter(flight -> flight.phase() == Phase.MOVING && flight.cancelling())
        .forEach(flight -> soon.remove(flight.migration()));
    round.fleet.flights().stream()
        .filter(flight -> holdsPlace(flight) && flight.cancelling())
        .forEach(flight -> stopping.merge(flight.source(), 1, Integer::sum));
  }

  void decide() {
    round.passed.stream()
        .filter(flight -> flight.reason() == Reason.EVACUATION)
        .forEach(this::clearWay);
    round.crowded.stream()
        .filter(waiting -> waiting.reason() == Reason.EVACUATION)
        .forEach(this::clearPlace);
  }

  /** For one that is ready: rebalances that move on its way. */
  private void clearWay(Flight flight) {
    var trial = soon.copy();
    var removed = new ArrayList<Flight>();
    var candidates = moving(flight).iterator();
    while (round.lacking(trial, flight) != null && candidates.hasNext()) {
      var victim = candidates.next();
      trial.remove(victim.migration());
      removed.add(victim);
    }
    if (round.lacking(trial, flight) != null) {
      return; // more than rebalances hold it up
    }
    for (var victim : removed) {
      trial.add(Moving.mover(victim));
      if (round.lacking(trial, flight) != null) {
        trial.remove(victim.migration());
        preempt(victim, flight.migration());
      }
    }
    victims.forEach(soon::remove);
    soon.add(Moving.starting(flight));
  }

  private List<Flight> moving(Flight by) {
    boolean cluster = round.limits.slots().cluster() > 0;
    var way = way(by);
    return round.fleet.flights().stream()
        .filter(flight -> flight.phase() == Phase.MOVING && mayGiveWay(flight, by.turn()))
        .filter(flight -> cluster || way(flight).stream().anyMatch(way::contains))
        .sorted(Flight.BY_TURN.reversed())
        .toList();
  }

  private List<Link> way(Flight flight) {
    return round.port(flight.source()).to(round.port(flight.destination()));
  }

  /** One whose turn came first, after a long wait, goes on: else it would never arrive. */
  private boolean mayGiveWay(Flight flight, Instant turn) {
    return flight.mayBePreempted()
        && flight.turn().isAfter(turn)
        && !victims.contains(flight.migration());
  }

  /**
   * For one in the queue: a rebalance of the same source whose destination is being prepared; where
   * nothing is prepared beside what moves, one that moves.
   */
  private void clearPlace(Waiting waiting) {
    if (!(round.board.whereabouts().of(waiting.guest().guest().uuid())
        instanceof Located.At(var source, _))) {
      return;
    }
    if (stopping.merge(source, -1, Integer::sum) >= 0) {
      return; // one is being stopped already, its place will do
    }
    round.fleet.flights().stream()
        .filter(flight -> holdsPlace(flight) && flight.source().equals(source))
        .filter(flight -> mayGiveWay(flight, waiting.turn()))
        .filter(
            flight -> flight.phase() == Phase.MOVING || !round.traffic.moves(flight.migration()))
        .max(Flight.BY_TURN)
        .ifPresent(victim -> preempt(victim, waiting.migration()));
  }

  /** Whether another one can be dispatched once this one has stopped. */
  private boolean holdsPlace(Flight flight) {
    return switch (flight.phase()) {
      case AHEAD, READY -> true;
      case MOVING -> round.limits.slots().prepareAhead() == 0;
      case ENDING -> false;
    };
  }

  private void preempt(Flight victim, MigrationId by) {
    victims.add(victim.migration());
    var detail = "this rebalance holds what the evacuation of another guest needs";
    round.preempts.add(new Dispatch.Preempt(victim.migration(), new Input.Preempted(by, detail)));
  }
}
