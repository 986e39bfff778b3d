package io.godwit.scheduler.lifecycle;

import io.godwit.events.migration.MigrationEvent.MigrationRejected;
import io.godwit.events.migration.MigrationEvent.PriorityChanged;
import io.godwit.scheduler.migration.Change;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.MigrationState;
import io.godwit.scheduler.policy.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** From the request into the queue, and a place in it. */
final class Queueing {
  private Queueing() {}

  static void admit(Course course, Input.Admission admission) {
    switch (admission) {
      case Input.Admitted admitted -> enter(course, admitted);
      case Input.Refused(var reason, var field, var detail) ->
          course.say(about -> new MigrationRejected(about, reason, field, detail, List.of()));
      case Input.NotYet _ -> course.checkIn(course.rules.patience().verify());
    }
  }

  private static void enter(Course course, Input.Admitted it) {
    var request = course.state().origin().request();
    var subject = Subject.of(request, it.labels(), it.guest().memory(), course.now);
    var policy = course.rules.policies().of(subject);
    course.change(new Change.Found(it.guest(), it.source(), it.paused(), it.labels(), policy));
    course.change(new Change.TurnSet(turn(course, course.state().priority(), it.delay())));
    course.queue("its turn");
  }

  /** Said when the words change, and not each time that it is looked at. */
  static void wait(Course course, String waitingFor) {
    if (course.state().heldSince() == null) {
      course.change(new Change.Held(course.now));
    }
    if (!waitingFor.equals(course.state().waitingFor())) {
      course.queue(waitingFor);
    }
  }

  static void retune(Course course, Input.Retuned input) {
    var state = course.state();
    boolean waits =
        state.state() == MigrationState.QUEUED || state.state() == MigrationState.REQUESTED;
    if (!waits || state.priority() == input.priority()) {
      return;
    }
    course.say(about -> new PriorityChanged(about, input.priority(), input.by()));
    var turn = state.turn();
    if (turn != null) {
      var delay = Duration.between(turn(course, state.priority(), Duration.ZERO), turn);
      course.change(new Change.TurnSet(turn(course, input.priority(), delay)));
    }
  }

  private static Instant turn(Course course, int priority, Duration delay) {
    var origin = course.state().origin();
    var reason = origin.request().reasonOrDefault();
    return course.rules.turns().turn(origin.requestedAt(), reason, priority, delay);
  }
}
