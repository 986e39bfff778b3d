package io.godwit.scheduler.evacuation;

import io.godwit.events.MigrationId;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationPlanned;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationProgressed;
import io.godwit.events.evacuation.EvacuationEvent.Planned;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.scheduler.evacuation.Evacuation.Progress;
import io.godwit.scheduler.evacuation.EvacuationEffect.AskFor;
import io.godwit.scheduler.evacuation.EvacuationEffect.Stop;
import io.godwit.scheduler.evacuation.Going.Standing;
import io.godwit.scheduler.evacuation.Sight.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One look at an evacuation that goes on: who has gone, who goes next, what is told. */
final class Rounds {
  private final EvacuationCourse course;
  private final Sight sight;
  private final boolean cancelling;
  private int mayAsk;

  private Rounds(EvacuationCourse course, Sight sight) {
    this.course = course;
    this.sight = sight;
    this.cancelling = course.state().state() == EvacuationState.CANCELLING;
    this.mayAsk = course.restsFromAsking() ? 0 : course.rules.asks();
  }

  static void go(EvacuationCourse course, Sight sight) {
    new Rounds(course, sight).go();
  }

  private void go() {
    var before = course.state().guests();
    var standing = new Standings(sight, course.now);
    var guests = new ArrayList<Going>();
    before.stream()
        .flatMap(going -> standing.of(going).stream())
        .map(this::expecting)
        .forEach(guests::add);
    guests.addAll(newcomers(guests).map(standing::unlessAwaited).toList());
    if (cancelling) {
      course.track(guests);
      Evacuating.stop(course, Objects.requireNonNull(course.state().cancel()).running());
    } else {
      course.track(guests.stream().map(this::next).toList());
      plan(before);
    }
    progress();
    if (Closing.due(course.state(), sight)) {
      Closing.end(course, sight);
    }
  }

  /** Guests that were not there before, in their order, behind those that were. */
  private Stream<Going> newcomers(List<Going> known) {
    var uuids = new HashSet<>(known.stream().map(going -> going.guest().uuid()).toList());
    int rank = 1 + known.stream().mapToInt(Going::rank).max().orElse(-1);
    var fresh =
        sight.guests().stream()
            .filter(guest -> guest.presence() != Presence.IDLE && !arriving(guest))
            .filter(guest -> !uuids.contains(guest.guest().uuid()))
            .sorted(GuestOrder.OF)
            .toList();
    return Stream.iterate(0, i -> i < fresh.size(), i -> i + 1)
        .map(i -> Going.waiting(fresh.get(i), rank + i, course.now));
  }

  /** One that is still on its way here is looked at again when it has come. */
  private boolean arriving(Sight.Guest guest) {
    return sight
        .activeOf(guest.guest().uuid())
        .filter(move -> course.state().host().equals(move.to()))
        .isPresent();
  }

  /** What is predicted may change with the links until it moves. */
  private Going expecting(Going going) {
    return going.standing() != Standing.WAITING
        ? going
        : sight
            .guest(going.guest().uuid())
            .map(guest -> going.expecting(guest.expected()))
            .orElse(going);
  }

  /** What is to be done for a guest that nothing is under way for; many are asked for by and by. */
  private Going next(Going going) {
    var stuck = going.stuck();
    boolean again =
        stuck != null && going.round() < course.rules.rounds() && stuck.offeredMore(sight.rooms());
    boolean first = going.isUnasked();
    boolean gone = going.standing() == Standing.WAITING && idle(going);
    if (gone && going.own() && going.migration() != null) {
      course.cause(new Stop(going.migration(), "the guest does not run any more", false));
      return going;
    }
    return (first || again) && mayAsk > 0 ? queue(going) : going;
  }

  private boolean idle(Going going) {
    return sight
        .guest(going.guest().uuid())
        .filter(guest -> guest.presence() == Presence.IDLE)
        .isPresent();
  }

  private Going queue(Going going) {
    var state = course.state();
    var uuid = going.guest().uuid();
    var id = MigrationId.of(state.urn(), uuid + "/" + (going.round() + 1));
    var request =
        new RequestMigration(
            uuid.toString(), null, state.origin().request().reasonOrDefault(), going.guestClass());
    mayAsk--;
    course.cause(
        new AskFor(id, request, state.origin().request().destinationsOrAny(), going.rank()));
    return going.with(id, course.now);
  }

  /** The plan is told when it is whole, and again when other migrations carry it out. */
  private void plan(List<Going> before) {
    var guests = course.state().guests();
    boolean whole = guests.stream().noneMatch(Going::isUnasked);
    boolean changed = !migrations(before).equals(migrations(guests));
    if (whole && (changed || !course.state().planned())) {
      var planned = guests.stream().flatMap(Rounds::planned).toList();
      course.say(about -> new EvacuationPlanned(about, planned, expectedEnd()));
    }
  }

  private static List<MigrationId> migrations(List<Going> guests) {
    return guests.stream().flatMap(going -> Stream.ofNullable(going.migration())).toList();
  }

  private static Stream<Planned> planned(Going going) {
    var migration = going.migration();
    return migration == null
        ? Stream.empty()
        : Stream.of(new Planned(going.guest(), migration, going.expected()));
  }

  private @Nullable Instant expectedEnd() {
    return Timetable.end(course.state().guests(), sight.lanes(), course.now);
  }

  private void progress() {
    var now = now();
    var told = course.state().told();
    if (told == null || !told.sameCounts(now) || farFrom(told)) {
      course.say(about ->
          new EvacuationProgressed(
              about,
              now.total(),
              now.moved(),
              now.moving(),
              now.waiting(),
              now.stuck(),
              now.expectedEnd()));
    }
  }

  private Progress now() {
    var guests = course.state().guests();
    return new Progress(
        guests.size(),
        count(guests, Standing.MOVED),
        count(guests, Standing.MOVING),
        count(guests, Standing.WAITING),
        count(guests, Standing.STUCK),
        expectedEnd());
  }

  private boolean farFrom(Progress told) {
    var before = told.expectedEnd();
    var after = expectedEnd();
    if (before == null || after == null) {
      return !Objects.equals(before, after);
    }
    var left = Duration.between(course.now, after);
    var tolerance = course.rules.tellAfter().plus(left.dividedBy(20));
    return Duration.between(before, after).abs().compareTo(tolerance) > 0;
  }

  private static int count(List<Going> guests, Standing standing) {
    return (int) guests.stream().filter(going -> going.standing() == standing).count();
  }
}
