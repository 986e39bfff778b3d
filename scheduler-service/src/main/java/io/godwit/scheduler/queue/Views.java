package io.godwit.scheduler.queue;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.agent.Fact;
import io.godwit.events.migration.FailureCause;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Fleet.Flight;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.dispatch.Waiting;
import io.godwit.scheduler.dispatch.Waiting.Refusal;
import io.godwit.scheduler.migration.Attempt.Ending;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.Migration.Grade;
import io.godwit.scheduler.migration.Migration.Tried;
import io.godwit.scheduler.migration.MigrationState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Migrations as the dispatch sees them. */
public final class Views {
  private Views() {}

  /** One in the queue. */
  public static Waiting waiting(Migration migration, Fleet fleet) {
    var origin = migration.origin();
    var request = origin.request();
    return new Waiting(
        migration.id(),
        migration.guestOrThrow(),
        request.destination(),
        request.forcedOrDefault(),
        origin.allowedHosts(),
        request.reasonOrDefault(),
        migration.guestClass(),
        migration.project(),
        migration.labels(),
        Objects.requireNonNullElse(migration.turn(), origin.requestedAt()),
        origin.rank(),
        origin.requestedAt(),
        migration.since(),
        migration.notBefore(),
        origin.policy(),
        request.diskCopyOrDefault(),
        refusals(migration, fleet),
        migration.preferred(),
        answers(migration.grades()),
        migration.heldSince());
  }

  private static Map<HostId, Fact.Answer> answers(List<Grade> grades) {
    return grades.stream().collect(Collectors.toMap(Grade::host, Grade::worst));
  }

  private static List<Refusal> refusals(Migration migration, Fleet fleet) {
    var own =
        migration.tried().stream()
            .map(tried ->
                new Refusal(
                    tried.host(),
                    tried.cause() == FailureCause.DESTINATION_REFUSED && !migration.named(),
                    tried.detail()));
    var hopeless =
        migration.tried().stream()
            .filter(tried -> tried.cause() == FailureCause.HOPELESS)
            .flatMap(tried -> noFaster(migration, tried, fleet));
    return Stream.concat(own, hopeless).toList();
  }

  /** What nothing finishes on one link is tried on a faster one only. */
  private static Stream<Refusal> noFaster(Migration migration, Tried tried, Fleet fleet) {
    var source = migration.sourceOrThrow();
    var rate = way(fleet, source, tried.host());
    return fleet.hosts().stream()
        .map(Fleet.Host::id)
        .filter(host -> !host.equals(source) && !isFaster(way(fleet, source, host), rate))
        .map(host ->
            new Refusal(
                host,
                true,
                "no faster link than that to " + tried.host() + ", which was too slow"));
  }

  private static boolean isFaster(@Nullable BytesPerSecond one, @Nullable BytesPerSecond other) {
    return one != null && other != null && one.compareTo(other) > 0;
  }

  /** What the slower end of the way carries; absent: not known. */
  private static @Nullable BytesPerSecond way(Fleet fleet, HostId source, HostId destination) {
    var out = link(fleet, source);
    var in = link(fleet, destination);
    if (out == null || in == null) {
      return null;
    }
    return out.compareTo(in) < 0 ? out : in;
  }

  private static @Nullable BytesPerSecond link(Fleet fleet, HostId id) {
    var inventory = fleet.host(id).map(Fleet.Host::inventory).orElse(null);
    return inventory == null ? null : inventory.linkRate();
  }

  /** One that has an attempt under way. */
  public static Flight flight(Migration migration) {
    var origin = migration.origin();
    var attempt = migration.attemptOrThrow();
    return new Flight(
        migration.id(),
        migration.guestOrThrow(),
        migration.sourceOrThrow(),
        attempt.destination(),
        phase(migration),
        origin.request().reasonOrDefault(),
        migration.project(),
        attempt.claims(),
        attempt.settings(),
        Objects.requireNonNullElse(migration.turn(), origin.requestedAt()),
        origin.rank(),
        migration.since(),
        attempt.limit(),
        attempt.measured(),
        attempt.postCopy(),
        migration.cancel() != null || attempt.preemptedBy() != null,
        origin.cap(),
        attempt.asked(),
        hasBegun(migration) ? List.of() : attempt.behind(),
        hasBegun(migration));
  }

  private static boolean hasBegun(Migration migration) {
    return migration.state().begun() && migration.state() != MigrationState.STARTING;
  }

  /**
   * Slots are held from the word to go until the source says that the job is over. One that failed
   * or vanished may turn out to be a post-copy that is to be resumed: it holds them until that is
   * known.
   */
  static Phase phase(Migration migration) {
    var attempt = migration.attemptOrThrow();
    return switch (migration.state()) {
      case CHECKING, PREPARING -> Phase.AHEAD;
      case READY -> attempt.goAt() == null ? Phase.READY : Phase.MOVING;
      case STARTING, RUNNING, RECOVERING -> Phase.MOVING;
      case VERIFYING -> isOver(attempt.ending()) ? Phase.ENDING : Phase.MOVING;
      case REQUESTED, QUEUED, COMPLETED, FAILED, CANCELLED, REJECTED ->
          throw new IllegalArgumentException(migration.id() + " is " + migration.state());
    };
  }

  private static boolean isOver(@Nullable Ending ending) {
    var outcome = ending == null ? null : ending.outcome();
    return ending != null
        && (outcome == null
            || switch (outcome) {
              case SUCCEEDED, ABORTED, GIVEN_UP -> true;
              case FAILED, INTERRUPTED -> false;
            });
  }
}
