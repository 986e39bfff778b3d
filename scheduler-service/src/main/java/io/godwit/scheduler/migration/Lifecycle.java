package io.godwit.scheduler.migration;

import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.Order;
import io.godwit.events.migration.MigrationEvent.MigrationChecking;
import io.godwit.events.migration.MigrationEvent.MigrationFailed;
import io.godwit.events.migration.MigrationEvent.MigrationQueued;
import io.godwit.events.migration.MigrationEvent.MigrationRejected;
import io.godwit.events.migration.MigrationEvent.MigrationRequested;
import io.godwit.events.migration.MigrationEvent.RequestRefused;
import java.time.Instant;

/**
 * Decides what follows from what a migration is told. Pure: the time is an argument. A duplicate, a
 * late and a reordered input changes nothing; a terminal migration never changes its course.
 */
public final class Lifecycle {
  private final Rules rules;

  public Lifecycle(Rules rules) {
    this.rules = rules;
  }

  /** The first decision about a request that was not seen before. */
  public Decision accept(MigrationId id, Origin origin, Input.Admission admission, Instant now) {
    var course = new Course(Migration.unborn(id, origin), rules, now);
    var request = origin.request();
    course.say(about ->
        new MigrationRequested(
            about,
            request,
            request.reasonOrDefault(),
            request.guestClassOrDefault(),
            origin.requestedBy()));
    admit(course, admission);
    return course.decision();
  }

  /** What follows from an input; no changes if nothing does. */
  public Decision decide(Migration state, Input input, Instant now) {
    var course = new Course(state, rules, now);
    switch (input) {
      case Input.Contradicted(var field, var detail) ->
          course.say(about -> new RequestRefused(about, field, detail));
      case Input.Cancel(var explanation) -> Cancellation.wish(course, explanation);
      case Input.Admission admission -> {
        if (state.state() == MigrationState.REQUESTED) {
          admit(course, admission);
        }
      }
      case Input.Placed(var placement) -> {
        if (state.state() == MigrationState.QUEUED) {
          place(course, placement);
        }
      }
      case Input.Waits(var waitingFor) -> {
        if (state.state() == MigrationState.QUEUED && !waitingFor.equals(state.waitingFor())) {
          queue(course, waitingFor);
        }
      }
      case Input.Unplaceable unplaceable -> {
        if (state.state() == MigrationState.QUEUED) {
          giveUp(course, unplaceable);
        }
      }
      case Input.FromAgent(var event) -> {
        if (concerns(state, event)) {
          fromAgent(course, event);
        }
      }
      case Input.Timer() -> {
        var due = state.nextCheckAt();
        if (due != null && !now.isBefore(due)) {
          timer(course);
        }
      }
    }
    return course.decision();
  }

  private static void admit(Course course, Input.Admission admission) {
    switch (admission) {
      case Input.Admitted(var guest, var source, var paused) -> {
        course.change(new Change.Found(guest, source, paused));
        queue(course, "its turn");
      }
      case Input.Refused(var reason, var field, var detail) ->
          course.say(about -> new MigrationRejected(about, reason, field, detail));
      case Input.NotYet _ -> course.checkIn(course.rules.patience().verify());
    }
  }

  private static void queue(Course course, String waitingFor) {
    var guest = course.state().guestOrThrow().guest();
    var source = course.state().sourceOrThrow();
    course.say(about -> new MigrationQueued(about, guest, source, waitingFor));
  }

  private static void place(Course course, Placement placement) {
    course.change(new Change.Dispatched(placement));
    var guest = course.state().guestOrThrow().guest();
    course.say(about ->
        new MigrationChecking(
            about, guest, placement.source(), placement.destination(), placement.why()));
    course.check();
    course.checkIn(course.rules.patience().answer());
  }

  /** One that was never tried is rejected; one that was fails as its last attempt did. */
  private static void giveUp(Course course, Input.Unplaceable it) {
    var tried = course.state().tried();
    if (tried.isEmpty()) {
      course.say(about -> new MigrationRejected(about, it.reason(), it.field(), it.detail()));
      return;
    }
    var last = tried.getLast();
    var detail = Endings.history(course.state(), it.detail());
    var source = course.state().source();
    course.say(about -> new MigrationFailed(about, last.cause(), detail, source));
  }

  /** Whether the event is of the attempt that is under way, from one of its hosts, and new. */
  private static boolean concerns(Migration state, AgentEvent event) {
    var attempt = state.current();
    var about = event.about();
    return state.state().dispatched()
        && attempt != null
        && about.migration().equals(state.id())
        && about.attempt() == state.attempts()
        && (event.host().equals(state.source()) || event.host().equals(attempt.destination()))
        && about.sequence() > state.heardFrom(event.host());
  }

  private static void fromAgent(Course course, AgentEvent event) {
    switch (event) {
      case AgentEvent.FactsAnswered e -> Preparation.answered(course, e);
      case AgentEvent.DestinationPrepared e -> Preparation.prepared(course, e);
      case AgentEvent.PreparationFailed e -> Preparation.failed(course, e);
      case AgentEvent.MigrationStarted e -> Flight.started(course, e);
      case AgentEvent.PostCopyBegan e -> Flight.postCopyBegan(course, e);
      case AgentEvent.MigrationEnded e -> Flight.ended(course, e);
      case AgentEvent.PostCopyBroke e -> Flight.broke(course, e);
      case AgentEvent.GuestStateReported e -> Flight.reported(course, e);
      case AgentEvent.AbortApplied e -> Cancellation.applied(course, e);
      case AgentEvent.PostCopyPaused e -> Recovery.paused(course, e);
      case AgentEvent.PostCopyResumed e -> Recovery.resumed(course, e);
      case AgentEvent.CommandRefused e -> {
        if (e.issuer() == Order.Issuer.SCHEDULER) {
          Refusals.refused(course, e);
        }
      }
      // The policy listens to the one; the other needs no more than being done.
      case AgentEvent.EscalationApplied _, AgentEvent.DestinationTornDown _ -> {}
    }
  }

  private static void timer(Course course) {
    switch (course.state().state()) {
      case CHECKING, PREPARING -> Preparation.timer(course);
      case STARTING, RUNNING -> Flight.timer(course);
      case RECOVERING, VERIFYING -> Endings.timer(course);
      // The first two are looked at by whoever knows the fleet; the others are over.
      case REQUESTED, QUEUED, COMPLETED, FAILED, CANCELLED, REJECTED -> {}
    }
  }
}
