package io.godwit.scheduler.lifecycle;

import io.godwit.events.agent.AgentEvent.AbortApplied;
import io.godwit.events.migration.MigrationEvent.CancelRefused;
import io.godwit.events.migration.MigrationEvent.MigrationCancelled;
import io.godwit.events.migration.MigrationEvent.MigrationCancelling;
import io.godwit.scheduler.migration.Change;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.MigrationState;
import io.godwit.scheduler.migration.Question.Kind;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The wish to cancel: granted at once before the start, by an abort until the switch-over. */
final class Cancellation {
  static final String POST_COPY =
      "post-copy has begun: the guest's memory is on both hosts, an abort would lose it";

  private Cancellation() {}

  static void wish(Course course, @Nullable String explanation) {
    var state = course.state();
    switch (state.state()) {
      case REQUESTED, QUEUED, CHECKING -> end(course, explanation);
      case PREPARING, READY -> {
        course.tearDown();
        end(course, explanation);
      }
      case STARTING, RUNNING, VERIFYING -> {
        if (state.attemptOrThrow().postCopy()) {
          refuse(course, POST_COPY);
        } else if (state.cancel() == null) {
          course.say(about -> new MigrationCancelling(about, explanation));
          abort(course);
        }
      }
      case RECOVERING -> refuse(course, POST_COPY);
      case COMPLETED, FAILED, CANCELLED, REJECTED ->
          refuse(course, "it is " + state.state().name().toLowerCase(Locale.ROOT) + " already");
    }
  }

  private static void end(Course course, @Nullable String explanation) {
    course.say(about -> new MigrationCancelled(about, explanation));
  }

  /** The abort that was wanted is taken no more, whoever wanted it. */
  static void tooLate(Course course, String detail) {
    if (course.state().cancel() != null) {
      refuse(course, detail);
    } else if (Preemption.isPreempted(course.state())) {
      course.change(new Change.Spared());
    }
  }

  static void refuse(Course course, String detail) {
    course.say(about -> new CancelRefused(about, detail));
  }

  static void abort(Course course) {
    repeat(course);
    if (course.state().state() != MigrationState.VERIFYING) {
      course.checkIn(course.rules.patience().answer());
    }
  }

  /** Sends the abort, again if need be, as long as there may be a job to abort. */
  static void repeat(Course course) {
    var state = course.state();
    var attempt = state.attemptOrThrow();
    var why = why(state);
    if (why != null && attempt.ending() == null && !attempt.postCopy()) {
      course.abort(why);
    }
  }

  /** Why it is to be stopped; absent: it is not. */
  private static @Nullable String why(Migration state) {
    var wish = state.cancel();
    if (wish != null) {
      return Objects.requireNonNullElse(wish.explanation(), "cancelled");
    }
    return Preemption.isPreempted(state) ? Preemption.words(state) : null;
  }

  static boolean isWanted(Migration state) {
    return why(state) != null;
  }

  /** The hypervisor took it; the end will follow. */
  static void applied(Course course, AbortApplied event) {
    if (course.state().awaits(Kind.ABORT, event.host(), event.answers())) {
      course.change(new Change.Heard(event));
    }
  }
}
