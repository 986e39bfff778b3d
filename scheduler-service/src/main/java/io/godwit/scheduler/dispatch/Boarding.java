package io.godwit.scheduler.dispatch;

import io.godwit.events.HostId;
import io.godwit.events.agent.AgentCommand.Origin;
import io.godwit.events.migration.RejectionReason;
import io.godwit.scheduler.dispatch.Fleet.Flight;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.links.Room;
import io.godwit.scheduler.links.Traffic;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Placement;
import io.godwit.scheduler.placement.Choice;
import io.godwit.scheduler.placement.Moving;
import io.godwit.scheduler.placement.Placements;
import io.godwit.scheduler.placement.Ranked;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of the queue are placed: the most urgent first. One for which slots and links are free
 * leaves the queue at once; and of each source that is busy a few more, so that their destinations
 * are prepared while the present ones still move and no link lies idle between two: for each that
 * moves one, or as many as configured, and no more on one way, so that whichever ends first, its
 * successor is ready.
 */
final class Boarding {
  private final Round round;
  private final Placements placements;

  /** Those that move, and those that will as soon as they are ready. */
  private final Traffic expected;

  /** By source: those that are dispatched, up to the end of their job. */
  private final Map<HostId, Integer> dispatched = new HashMap<>();

  /** By source: those that move, or will as soon as they are ready. */
  private final Map<HostId, Integer> moving = new HashMap<>();

  /** By source: those of them for which there is no room yet. */
  private final Map<HostId, Integer> ahead = new HashMap<>();

  /** The same by source and destination. */
  private final Map<Way, Integer> aheadOn = new HashMap<>();

  private record Way(HostId source, HostId destination) {}

  Boarding(Round round) {
    this.round = round;
    placements = new Placements(round.board, round.now, round.limits);
    expected = round.traffic.copy();
    round.fleet.flights().stream()
        .filter(flight -> flight.phase() != Phase.ENDING && !standsBy(flight))
        .forEach(flight -> dispatched.merge(flight.source(), 1, Integer::sum));
    round.fleet.flights().stream()
        .filter(flight -> expected.moves(flight.migration()) && !standsBy(flight))
        .forEach(flight -> moving.merge(flight.source(), 1, Integer::sum));
    round.fleet.flights().stream()
        .filter(flight -> flight.phase() == Phase.AHEAD || flight.phase() == Phase.READY)
        .filter(flight -> !expected.moves(flight.migration()))
        .sorted(Flight.BY_TURN)
        .forEach(this::expect);
  }

  /** It takes the place of one that moves. */
  private boolean standsBy(Flight flight) {
    return round.succession.standsBy(flight.migration());
  }

  private void expect(Flight flight) {
    if (!flight.cancelling() && round.lacking(expected, flight) == null) {
      expected.add(Moving.starting(flight));
      moving.merge(flight.source(), 1, Integer::sum);
    } else {
      prepare(flight.source(), flight.destination());
    }
  }

  private void prepare(HostId source, HostId destination) {
    ahead.merge(source, 1, Integer::sum);
    aheadOn.merge(new Way(source, destination), 1, Integer::sum);
  }

  void decide(List<Waiting> queue) {
    queue.stream().sorted(Waiting.BY_TURN).forEach(this::decide);
  }

  private void decide(Waiting waiting) {
    var until = waiting.notBefore();
    if (until != null && round.now.isBefore(until)) {
      return; // it has said how long it waits
    }
    if (!(round.board.whereabouts().of(waiting.guest().guest().uuid())
        instanceof Located.At(var source, _))) {
      noPlace(waiting, "no host runs the guest now", RejectionReason.GUEST_NOT_RUNNING, "guest");
    } else if (source.equals(waiting.named())) {
      hold(
          waiting,
          new Input.Unplaceable(
              RejectionReason.DESTINATION_IS_SOURCE,
              "destination",
              "the guest runs on " + source + " already"));
    } else {
      leave(waiting, source);
    }
  }

  private void leave(Waiting waiting, HostId source) {
    var absent = round.absent(source);
    if (absent != null) {
      hold(waiting, new Input.Waits(absent));
      return;
    }
    var closed = closed(waiting, source);
    if (closed != null) {
      round.block(waiting.migration(), closed);
      return;
    }
    var lack = new Room(expected, round.limits).leaving(round.port(source));
    if (isFull(source) || (lack != null && !mayPrepare(source))) {
      crowd(waiting, source, lack == null ? source + " has all its places taken" : lack.words());
      return;
    }
    place(waiting, source, placements.choose(waiting, source, expected));
  }

  private @Nullable String closed(Waiting waiting, HostId source) {
    var host = round.board.host(source);
    return host == null
        ? null
        : Windows.closed(host, waiting.reason(), waiting.project(), round.now, round.limits);
  }

  /** However few of them move: what they claim at their destinations others cannot have. */
  private boolean isFull(HostId source) {
    int slots = round.port(source).outgoing();
    return slots > 0 && dispatched.getOrDefault(source, 0) >= slots + mostAhead(source);
  }

  private int mostAhead(HostId source) {
    return round.limits.slots().ahead(moving.getOrDefault(source, 0));
  }

  private boolean mayPrepare(HostId source) {
    return ahead.getOrDefault(source, 0) < mostAhead(source);
  }

  private boolean mayPrepare(HostId source, HostId destination) {
    return mayPrepare(source)
        && aheadOn.getOrDefault(new Way(source, destination), 0)
            < round.limits.slots().prepareAhead();
  }

  private void crowd(Waiting waiting, HostId source, String words) {
    int prepared = ahead.getOrDefault(source, 0);
    round.crowded.add(waiting);
    round.block(
        waiting.migration(),
        prepared == 0 ? words : "%s, %d more prepared".formatted(words, prepared));
  }

  private void place(Waiting waiting, HostId source, Choice choice) {
    var best = choice.best();
    var waitsFor = choice.waitsFor();
    if (best == null) {
      unplaced(waiting, choice);
    } else if (waitsFor == null) {
      start(waiting, source, best, choice);
      expected.add(new Traffic.Mover(waiting.migration(), source, best.host(), null, null));
      moving.merge(source, 1, Integer::sum);
    } else if (!prepared(waiting, source, choice)) {
      crowd(waiting, source, waitsFor);
    }
  }

  /** Whether it is prepared ahead: on the best of the ways on which nobody is yet. */
  private boolean prepared(Waiting waiting, HostId source, Choice first) {
    if (!mayPrepare(source)) {
      return false;
    }
    var found = first.best();
    var choice =
        found != null && mayPrepare(source, found.host())
            ? first
            : placements.choose(waiting, source, expected, host -> mayPrepare(source, host));
    var best = choice.best();
    if (best == null) {
      return false;
    }
    start(waiting, source, best, choice);
    prepare(source, best.host());
    return true;
  }

  private void unplaced(Waiting waiting, Choice choice) {
    if (choice.forGood()) {
      hold(
          waiting,
          new Input.Unplaceable(RejectionReason.NO_DESTINATION, "destination", choice.why()));
    } else {
      noPlace(waiting, choice.why(), RejectionReason.NO_DESTINATION, "destination");
    }
  }

  private void start(Waiting waiting, HostId source, Ranked best, Choice choice) {
    var claims = best.claims();
    var settings = best.settings();
    var destination = round.board.host(best.host());
    var inventory = destination == null ? null : destination.inventory();
    if (claims == null || settings == null || inventory == null) {
      throw new IllegalStateException(best.host() + " suits without claims, settings or inventory");
    }
    var placement =
        new Placement(
            source,
            best.host(),
            inventory.peerUri(),
            settings,
            choice.why(),
            choice.considered(),
            claims,
            shortlist(waiting, best, choice),
            origin(waiting, source));
    round.starts.add(new Dispatch.Start(waiting.migration(), new Input.Placed(placement)));
    round.board.claim(best.host(), waiting.guest(), claims);
    dispatched.merge(source, 1, Integer::sum);
  }

  /** Nobody else is asked where the caller has named the destination. */
  private List<Placement.Candidate> shortlist(Waiting waiting, Ranked best, Choice choice) {
    int others = waiting.named() == null ? round.limits.placing().shortlist() - 1 : 0;
    return Stream.concat(Stream.of(best.host()), choice.next().stream().limit(Math.max(0, others)))
        .map(Placement.Candidate::new)
        .toList();
  }

  private Origin origin(Waiting waiting, HostId source) {
    var host = round.board.host(source);
    var inventory = host == null ? null : host.inventory();
    var resources = inventory == null ? null : inventory.resources();
    return new Origin(
        resources == null ? null : resources.versions(),
        inventory == null ? null : inventory.peerUri(),
        waiting.diskCopy());
  }

  /** Waits on for what may still change, up to the limit. */
  private void noPlace(Waiting waiting, String why, RejectionReason reason, String field) {
    var since = waiting.heldSince();
    boolean over = since != null && !round.now.isBefore(since.plus(round.limits.giveUp()));
    hold(waiting, over ? new Input.Unplaceable(reason, field, why) : new Input.Waits(why));
  }

  private void hold(Waiting waiting, Input input) {
    round.holds.add(new Dispatch.Hold(waiting.migration(), input));
  }
}
