package io.godwit.cli.bench;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.MigrationEnded;
import io.godwit.events.agent.AgentEvent.MigrationStarted;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.MigrationCompleted;
import io.godwit.events.migration.MigrationEvent.MigrationRequested;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What really happened, from the events alone: when hypervisors were moving guests, from where and
 * to where.
 *
 * @param moves one per attempt that a hypervisor began
 * @param completed the migrations that reached their destination
 * @param firstRequest when the first was asked for
 */
public record Course(List<Move> moves, List<MigrationCompleted> completed, Instant firstRequest) {
  public Course {
    moves = List.copyOf(moves);
    completed = List.copyOf(completed);
  }

  /** A hypervisor's job, as the source's agent reported its begin and its end. */
  public record Move(
      MigrationId migration,
      String guest,
      HostId source,
      HostId destination,
      Instant from,
      Instant until) {}

  private record Attempt(MigrationId migration, int number) {}

  /** Reads it; attempts that have not ended are taken to go on until now. */
  public static Course of(EventLog log, Instant now) {
    return of(log.all(Topics.EVENTS), log.all(Topics.AGENT_EVENTS), now);
  }

  /** Of what was asked for since then, counted from that moment. */
  static Course since(Instant asked, EventLog log, Instant now) {
    return since(asked, log.all(Topics.EVENTS), log.all(Topics.AGENT_EVENTS), now);
  }

  static Course since(
      Instant asked, List<MigrationEvent> events, List<AgentEvent> agents, Instant now) {
    var before = new HashSet<MigrationId>();
    events.stream()
        .filter(event -> event instanceof MigrationRequested && event.about().at().isBefore(asked))
        .forEach(event -> before.add(event.about().migration()));
    var course =
        of(
            events.stream().filter(it -> !before.contains(it.about().migration())).toList(),
            agents.stream().filter(it -> !before.contains(it.about().migration())).toList(),
            now);
    return new Course(course.moves, course.completed, earlier(asked, course.firstRequest));
  }

  static Course of(List<MigrationEvent> events, List<AgentEvent> agents, Instant now) {
    var ends = new HashMap<Attempt, Instant>();
    var starts = new HashMap<Attempt, MigrationStarted>();
    for (var event : agents) {
      switch (event) {
        case MigrationStarted started -> starts.putIfAbsent(attempt(event), started);
        case MigrationEnded ended -> ends.putIfAbsent(attempt(event), ended.about().at());
        default -> {}
      }
    }
    var destinations = new HashMap<Attempt, HostId>();
    var completed = new ArrayList<MigrationCompleted>();
    var first = now;
    for (var event : events) {
      var about = event.about();
      switch (event) {
        case MigrationRunning running ->
            destinations.put(
                new Attempt(about.migration(), about.attempt()), running.destination());
        case MigrationCompleted one -> completed.add(one);
        case MigrationRequested requested -> first = earlier(first, requested.about().at());
        default -> {}
      }
    }
    return new Course(moves(starts, ends, destinations, now), completed, first);
  }

  private static List<Move> moves(
      Map<Attempt, MigrationStarted> starts,
      Map<Attempt, Instant> ends,
      Map<Attempt, HostId> destinations,
      Instant now) {
    var moves = new ArrayList<Move>();
    starts.forEach((attempt, started) -> {
      var destination = destinations.get(attempt);
      if (destination != null) {
        moves.add(
            new Move(
                attempt.migration(),
                started.guest().name(),
                started.host(),
                destination,
                started.about().at(),
                ends.getOrDefault(attempt, now)));
      }
    });
    moves.sort(Comparator.comparing(Move::from));
    return moves;
  }

  private static Attempt attempt(AgentEvent event) {
    return new Attempt(event.about().migration(), event.about().attempt());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** From the first request to the last migration that completed. */
  public Duration makespan() {
    var last = completed.stream().map(one -> one.about().at()).max(Comparator.naturalOrder());
    return Duration.between(firstRequest, last.orElse(firstRequest));
  }

  /** From the first request until a hypervisor began to move something. */
  public Duration untilFirstMove() {
    return moves.isEmpty() ? makespan() : Duration.between(firstRequest, moves.getFirst().from());
  }

  /** Of the time since then: how long nothing was moved at all, until the last move ended. */
  public Duration idle() {
    var idle = Duration.ZERO;
    Instant busyUntil = null;
    for (var move : moves) {
      if (busyUntil != null && move.from().isAfter(busyUntil)) {
        idle = idle.plus(Duration.between(busyUntil, move.from()));
      }
      busyUntil = busyUntil == null || move.until().isAfter(busyUntil) ? move.until() : busyUntil;
    }
    return idle;
  }

  /** The most that were ever moved at once: from one host, to one host, in all. */
  public AtOnce mostAtOnce() {
    return new AtOnce(most(Move::source), most(Move::destination), most(move -> new HostId("all")));
  }

  private int most(Function<Move, HostId> place) {
    var places = new HashMap<HostId, List<Move>>();
    moves.forEach(
        move -> places.computeIfAbsent(place.apply(move), p -> new ArrayList<>()).add(move));
    return places.values().stream().mapToInt(Course::mostOverlapping).max().orElse(0);
  }

  private static int mostOverlapping(List<Move> moves) {
    return moves.stream()
        .mapToInt(one ->
            (int)
                moves.stream()
                    .filter(other ->
                        !other.from().isAfter(one.from()) && other.until().isAfter(one.from()))
                    .count())
        .max()
        .orElse(0);
  }

  /** Bytes that the hypervisors say they sent for what completed. */
  public long bytesSent() {
    return completed.stream()
        .map(one -> one.figures().transferred())
        .mapToLong(sent -> sent == null ? 0 : sent.count())
        .sum();
  }

  /** The longest standstill of a guest that completed. */
  public Duration longestDowntime() {
    return completed.stream()
        .map(one -> one.figures().downtime())
        .map(downtime -> downtime == null ? Duration.ZERO : downtime)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }
}
