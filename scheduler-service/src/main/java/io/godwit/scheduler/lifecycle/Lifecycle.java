package io.godwit.scheduler.lifecycle;

import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.Order;
import io.godwit.events.migration.MigrationEvent.MigrationChecking;
import io.godwit.events.migration.MigrationEvent.MigrationFailed;
import io.godwit.events.migration.MigrationEvent.MigrationRejected;
import io.godwit.events.migration.MigrationEvent.MigrationRequested;
import io.godwit.events.migration.MigrationEvent.RequestRefused;
import io.godwit.scheduler.migration.Change;
import io.godwit.scheduler.migration.Decision;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.MigrationState;
import io.godwit.scheduler.migration.Origin;
import io.godwit.scheduler.migration.Placement;
import java.time.Instant;
import java.util.List;

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
    Queueing.admit(course, admission);
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
          Queueing.admit(course, admission);
        }
      }
      case Input.Retuned retuned -> Queueing.retune(course, retuned);
      case Input.Tuned tuned -> Wishes.tune(course, tuned);
      case Input.Complete complete -> Wishes.complete(course, complete);
      case Input.AsksBandwidth asks -> Shares.asked(course, asks);
      case Input.Placed(var placement) -> ifQueued(state, () -> place(course, placement));
      case Input.Waits(var words) -> ifQueued(state, () -> Queueing.wait(course, words));
      case Input.Unplaceable it -> ifQueued(state, () -> giveUp(course, it));
      case Input.Go go -> Readiness.go(course, go);
      case Input.Preempted preempted -> Preemption.by(course, preempted);
      case Input.Granted granted -> Shares.granted(course, granted);
      case Input.FromAgent(var event) -> {
        if (concerns(state, event)) {
          fromAgent(course, event);
        }
      }
      case Input.TearDownAgain(var attempt, var host) -> course.tearDown(attempt, host);
      case Input.ReleaseAgain(var attempt, var host, var disks) ->
          course.release(attempt, host, disks);
      case Input.Timer() -> {
        var due = state.nextCheckAt();
        if (due != null && !now.isBefore(due)) {
          timer(course);
        }
      }
    }
    return course.decision();
  }

  private static void ifQueued(Migration state, Runnable decision) {
    if (state.state() == MigrationState.QUEUED) {
      decision.run();
    }
  }

  private static void place(Course course, Placement placement) {
    course.change(new Change.Dispatched(placement));
    var guest = course.state().guestOrThrow().guest();
    course.say(about ->
        new MigrationChecking(
            about,
            guest,
            placement.source(),
            placement.destination(),
            placement.why(),
            placement.considered()));
    course.checkShortlist();
    course.measureDirtying();
    course.checkIn(course.rules.patience().answer());
  }

  /** One that was never tried is rejected; one that was fails as its last attempt did. */
  private static void giveUp(Course course, Input.Unplaceable it) {
    var state = course.state();
    var tried = state.tried();
    if (tried.isEmpty()) {
      course.say(
          about -> new MigrationRejected(about, it.reason(), it.field(), it.detail(), List.of()));
      return;
    }
    var detail = Endings.history(state, it.detail());
    var cause = tried.getLast().cause();
    course.say(about -> new MigrationFailed(about, cause, detail, state.source()));
  }

  /** Whether the event is of the attempt that is under way, from one of its hosts, and new. */
  private static boolean concerns(Migration state, AgentEvent event) {
    var attempt = state.current();
    var about = event.about();
    return state.state().dispatched()
        && attempt != null
        && about.migration().equals(state.id())
        && about.attempt() == state.attempts()
        && (event.host().equals(state.source()) || attempt.isShortlisted(event.host()))
        && about.sequence() > state.heardFrom(event.host());
  }

  private static void fromAgent(Course course, AgentEvent event) {
    switch (event) {
      case AgentEvent.FactsAnswered e -> Preparation.answered(course, e);
      case AgentEvent.DirtyingMeasured e -> Readiness.measured(course, e);
      case AgentEvent.DestinationPrepared e -> Preparation.prepared(course, e);
      case AgentEvent.PreparationFailed e -> Preparation.failed(course, e);
      case AgentEvent.MigrationStarted e -> Flight.started(course, e);
      case AgentEvent.BandwidthApplied e -> Shares.applied(course, e);
      case AgentEvent.BandwidthMeasured e -> Shares.measured(course, e);
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
      // The policy listens to the one; the others are the clean-up's.
      case AgentEvent.EscalationApplied _,
          AgentEvent.DestinationTornDown _,
          AgentEvent.SourceReleased _ -> {}
    }
  }

  private static void timer(Course course) {
    switch (course.state().state()) {
      case CHECKING, PREPARING -> Preparation.timer(course);
      case READY -> Readiness.timer(course);
      case STARTING, RUNNING -> Flight.timer(course);
      case RECOVERING, VERIFYING -> Endings.timer(course);
      // The first two are looked at by whoever knows the fleet; the others are over.
      case REQUESTED, QUEUED, COMPLETED, FAILED, CANCELLED, REJECTED -> {}
    }
  }
}
