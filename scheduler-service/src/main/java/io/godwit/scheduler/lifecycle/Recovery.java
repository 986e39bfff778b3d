package io.godwit.scheduler.lifecycle;

import io.godwit.events.agent.AgentEvent.PostCopyPaused;
import io.godwit.events.agent.AgentEvent.PostCopyResumed;
import io.godwit.events.agent.GuestState;
import io.godwit.scheduler.migration.Change;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.Question.Kind;

/**
 * A post-copy that lost its connection. Where only one side noticed, it often heals by itself when
 * the link comes back; a side that still holds on is paused (VIR_DOMAIN_ABORT_JOB_POSTCOPY) before
 * the migration can be resumed (VIR_MIGRATE_POSTCOPY_RESUME). No side is ever destroyed.
 */
final class Recovery {
  private Recovery() {}

  /** Both hosts have said that the connection is lost, at least on one side. */
  static void act(Course course, String why) {
    Flight.recover(course, why);
    var patience = course.rules.patience();
    if (bothCutOff(course.state())) {
      if (course.state().attemptOrThrow().pauseNext()) {
        course.pause();
      } else {
        course.resume();
      }
      course.checkIn(patience.answer());
    } else if (!course.now.isBefore(course.state().since().plus(patience.halfOpen()))) {
      course.pause();
      course.checkIn(patience.answer());
    }
  }

  private static boolean bothCutOff(Migration state) {
    return state.attemptOrThrow().reports().stream()
        .allMatch(report -> report.state() == GuestState.POST_COPY_FAILED);
  }

  static void paused(Course course, PostCopyPaused event) {
    if (course.state().awaits(Kind.PAUSE, event.host(), event.answers())) {
      course.change(new Change.Heard(event));
      course.change(new Change.PauseWanted(false));
      course.resume();
      course.checkIn(course.rules.patience().answer());
    }
  }

  static void resumed(Course course, PostCopyResumed event) {
    if (course.state().awaits(Kind.RESUME, event.host(), event.answers())) {
      course.change(new Change.Heard(event));
      course.change(new Change.PauseWanted(false));
      course.newRound();
    }
  }
}
