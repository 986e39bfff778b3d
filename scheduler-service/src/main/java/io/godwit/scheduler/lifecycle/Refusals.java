package io.godwit.scheduler.lifecycle;

import io.godwit.events.agent.AgentEvent.CommandRefused;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.migration.FailureCause;
import io.godwit.scheduler.migration.Attempt.Ending;
import io.godwit.scheduler.migration.Change;
import io.godwit.scheduler.migration.MigrationState;
import io.godwit.scheduler.migration.Question.Kind;
import java.util.Arrays;

/** What follows when an agent did not do as it was told. */
final class Refusals {
  private Refusals() {}

  static void refused(Course course, CommandRefused event) {
    Arrays.stream(Kind.values())
        .filter(kind -> kind.command().equals(event.command()))
        .filter(kind -> course.state().awaits(kind, event.host(), event.answers()))
        .forEach(kind -> refused(course, kind, event));
  }

  private static void refused(Course course, Kind kind, CommandRefused event) {
    switch (kind) {
      case CHECK -> check(course, event);
      case PREPARE -> destination(course, event);
      case START -> start(course, event);
      case ABORT -> abort(course, event);
      case RESUME, PAUSE -> {
        course.change(new Change.Heard(event));
        // Half-open: one side holds on to its connection and has to be paused first.
        course.change(new Change.PauseWanted(kind == Kind.RESUME));
        course.checkIn(course.rules.patience().verify());
      }
      // Nothing depends on it.
      case MEASURE -> course.change(new Change.Heard(event));
      case BANDWIDTH -> {
        if (!asksAgain(event.reason())) {
          course.change(new Change.Heard(event));
        }
      }
      // Asked again when its time has come.
      case STATE, TEAR_DOWN, RELEASE -> {}
    }
  }

  /** Of the others on the shortlist nothing depends. */
  private static void check(Course course, CommandRefused event) {
    if (event.host().equals(course.state().attemptOrThrow().destination())) {
      destination(course, event);
    } else {
      course.change(new Change.Heard(event));
    }
  }

  private static void destination(Course course, CommandRefused event) {
    if (asksAgain(event.reason())) {
      return;
    }
    course.change(new Change.Heard(event));
    var state = course.state();
    if (state.state() != MigrationState.CHECKING) {
      course.tearDown();
    }
    var facts = state.attemptOrThrow().facts();
    Endings.attemptFailed(course, FailureCause.DESTINATION_REFUSED, event.detail(), facts);
  }

  /** Whatever the reason: that nothing began is to be read from both hosts. */
  private static void start(Course course, CommandRefused event) {
    course.change(new Change.Heard(event));
    var cause =
        switch (event.reason()) {
          case HYPERVISOR_ERROR, UNSUPPORTED -> FailureCause.HYPERVISOR_ERROR;
          case EXPIRED -> FailureCause.HOST_SILENT;
          case OLD, DONE, ABORTING, POST_COPY, UNKNOWN_GUEST -> FailureCause.INTERRUPTED;
        };
    course.change(new Change.Ended(new Ending(null, cause, event.detail(), null)));
    Flight.verify(course, "the source refused to start: " + event.detail());
  }

  private static void abort(Course course, CommandRefused event) {
    switch (event.reason()) {
      case POST_COPY -> {
        course.change(new Change.Heard(event));
        Cancellation.tooLate(course, Cancellation.POST_COPY);
      }
      case UNSUPPORTED -> {
        course.change(new Change.Heard(event));
        Cancellation.tooLate(course, event.detail());
      }
      case DONE, UNKNOWN_GUEST -> {
        course.change(new Change.Heard(event));
        Flight.verify(course, "there was nothing left to abort");
      }
      case EXPIRED, OLD, ABORTING, HYPERVISOR_ERROR -> {}
    }
  }

  private static boolean asksAgain(RefusalReason reason) {
    return reason == RefusalReason.EXPIRED || reason == RefusalReason.OLD;
  }
}
