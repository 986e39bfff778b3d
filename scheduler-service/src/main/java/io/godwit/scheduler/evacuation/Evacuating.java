package io.godwit.scheduler.evacuation;

import io.godwit.events.EvacuationId;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationCancelling;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationRejected;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationRequested;
import io.godwit.events.request.MigrationRequest.CancelEvacuation.Running;
import io.godwit.scheduler.evacuation.Evacuation.Origin;
import io.godwit.scheduler.evacuation.EvacuationEffect.Stop;
import io.godwit.scheduler.evacuation.Going.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a host is emptied. Pure: the time is an argument, and what is decided follows from
 * what is seen, never from what an event seemed to say; so a restart, a lost or a repeated look
 * changes nothing.
 *
 * <p>A request is rejected where its host or one of its destinations is not known within the grace,
 * or where the host is being evacuated already. Once accepted, the host is closed, and closed again
 * if it is found open, until the evacuation is cancelled; after any other end it stays closed until
 * an operator opens it.
 */
public final class Evacuating {
  private final EvacuationRules rules;

  public Evacuating(EvacuationRules rules) {
    this.rules = rules;
  }

  /**
   * The first decision about a request that was not seen before.
   *
   * @param other the evacuation that its host is in already, if it is in one
   */
  public EvacuationDecision accept(
      EvacuationId id, Origin origin, Optional<EvacuationId> other, Sight sight, Instant now) {
    var course = new EvacuationCourse(Evacuation.unborn(id, origin), rules, now);
    if (other.isPresent()) {
      reject(course, "host", "host is in evacuation " + other.get() + " already");
    } else {
      look(course, sight);
    }
    return course.decision();
  }

  /** What follows from an input; no changes if nothing does. */
  public EvacuationDecision decide(Evacuation state, EvacuationInput input, Instant now) {
    var course = new EvacuationCourse(state, rules, now);
    if (state.state() != EvacuationState.ENDED) {
      switch (input) {
        case EvacuationInput.Looked(var sight) -> look(course, sight);
        case EvacuationInput.Cancelled(var running, var explanation) ->
            cancel(course, running, explanation);
      }
    }
    return course.decision();
  }

  private static void look(EvacuationCourse course, Sight sight) {
    if (!course.state().announced() && !admit(course, sight)) {
      return;
    }
    var host = sight.host();
    boolean cancelling = course.state().state() == EvacuationState.CANCELLING;
    if (host != null && !host.closed() && !cancelling) {
      course.close();
    }
    if (host != null && host.told()) {
      Rounds.go(course, sight);
    }
    if (course.state().state() != EvacuationState.ENDED) {
      course.checkAgain();
    }
  }

  /** Whether the request is accepted; else it is rejected, or its host is still waited for. */
  private static boolean admit(EvacuationCourse course, Sight sight) {
    var origin = course.state().origin();
    var request = origin.request();
    var unknown =
        request.destinationsOrAny().stream()
            .filter(host -> !sight.known().contains(host))
            .findFirst();
    if (sight.host() != null && unknown.isEmpty()) {
      announce(course);
      return true;
    }
    if (course.now.isBefore(origin.requestedAt().plus(course.rules.grace()))) {
      course.checkAgain();
    } else if (sight.host() == null) {
      reject(course, "host", "there is no host '" + request.host() + "'");
    } else {
      reject(course, "destinations", "there is no host '" + unknown.orElseThrow() + "'");
    }
    return false;
  }

  private static void announce(EvacuationCourse course) {
    var origin = course.state().origin();
    course.say(about ->
        new EvacuationRequested(
            about, origin.request(), origin.request().reasonOrDefault(), origin.requestedBy()));
  }

  /** It was asked for all the same: who reads along shall know of what this is the rejection. */
  private static void reject(EvacuationCourse course, String field, String detail) {
    announce(course);
    course.say(about -> new EvacuationRejected(about, field, detail));
  }

  /** A later wish may be stronger: to stop also what was to finish. */
  private static void cancel(
      EvacuationCourse course, Running running, @Nullable String explanation) {
    var before = course.state().cancel();
    if (before != null && (before.running() == running || running == Running.FINISH)) {
      return;
    }
    if (!course.state().announced()) {
      announce(course);
    }
    course.say(about -> new EvacuationCancelling(about, running, explanation));
    stop(course, running);
    course.checkAgain();
  }

  /** What waits is stopped at once; what has begun, if so wished, once. */
  static void stop(EvacuationCourse course, Running running) {
    var guests = new ArrayList<Going>();
    for (var going : course.state().guests()) {
      var migration = going.migration();
      boolean begun = going.standing() == Standing.MOVING;
      boolean wanted = going.own() && !going.standing().settled() && !(begun && going.asked());
      if (migration == null || !wanted || (begun && running == Running.FINISH)) {
        guests.add(going);
      } else {
        var words = "evacuation " + course.state().id() + " was cancelled";
        course.cause(new Stop(migration, words, running == Running.CANCEL));
        guests.add(begun ? going.askedToStop() : going);
      }
    }
    course.track(guests);
  }
}
