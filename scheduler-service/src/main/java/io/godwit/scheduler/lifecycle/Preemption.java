package io.godwit.scheduler.lifecycle;

import io.godwit.events.MigrationId;
import io.godwit.events.migration.MigrationEvent.MigrationPreempted;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Migration;
import org.jspecify.annotations.Nullable;

/**
 * A migration gives way to a more urgent one as long as it has not switched over: it is stopped and
 * queued again, and the attempt counts as no failure.
 */
final class Preemption {
  private Preemption() {}

  static void by(Course course, Input.Preempted input) {
    var state = course.state();
    if (state.cancel() != null || isPreempted(state)) {
      return;
    }
    switch (state.state()) {
      case CHECKING -> {
        say(course, input);
        requeue(course);
      }
      case PREPARING, READY -> {
        say(course, input);
        course.tearDown();
        requeue(course);
      }
      case STARTING, RUNNING -> {
        if (!state.attemptOrThrow().postCopy()) {
          say(course, input);
          Cancellation.abort(course);
        }
      }
      case REQUESTED, QUEUED, RECOVERING, VERIFYING, COMPLETED, FAILED, CANCELLED, REJECTED -> {}
    }
  }

  private static void say(Course course, Input.Preempted input) {
    course.say(about -> new MigrationPreempted(about, input.by(), input.detail()));
  }

  /** It was stopped: into the queue at once. */
  static void requeue(Course course) {
    course.queue(words(course.state()));
  }

  static boolean isPreempted(Migration state) {
    return by(state) != null;
  }

  static String words(Migration state) {
    return "it gives way to migration " + by(state);
  }

  private static @Nullable MigrationId by(Migration state) {
    var attempt = state.current();
    return attempt == null ? null : attempt.preemptedBy();
  }
}
