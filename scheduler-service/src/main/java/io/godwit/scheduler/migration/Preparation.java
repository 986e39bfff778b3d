package io.godwit.scheduler.migration;

import io.godwit.events.agent.AgentEvent.DestinationPrepared;
import io.godwit.events.agent.AgentEvent.FactsAnswered;
import io.godwit.events.agent.AgentEvent.PreparationFailed;
import io.godwit.events.migration.FailureCause;
import io.godwit.events.migration.MigrationEvent.MigrationPreparing;
import io.godwit.events.migration.MigrationEvent.MigrationRejected;
import io.godwit.events.migration.RejectionReason;
import io.godwit.scheduler.migration.Question.Kind;
import io.godwit.scheduler.verdict.FactCheck;

/** From the first question to the destination up to the word to start. */
final class Preparation {
  private Preparation() {}

  static void answered(Course course, FactsAnswered event) {
    if (!course.state().awaits(Kind.CHECK, event.host(), event.answers())) {
      return;
    }
    course.change(new Change.Heard(event));
    var refused = FactCheck.refused(event.facts(), course.rules.leastAnswer());
    if (refused.isEmpty()) {
      course.say(about -> new MigrationPreparing(about, event.facts()));
      course.prepare();
      course.checkIn(course.rules.patience().answer());
    } else {
      refuse(course, FactCheck.words(refused));
    }
  }

  /** A destination that the caller named and that says no at once is the request's fault. */
  private static void refuse(Course course, String words) {
    var named = course.state().origin().request().destination();
    if (named != null && course.state().attempts() == 1) {
      course.say(about ->
          new MigrationRejected(
              about, RejectionReason.DESTINATION_UNSUITABLE, "destination", words));
    } else {
      Endings.attemptFailed(course, FailureCause.DESTINATION_REFUSED, words);
    }
  }

  static void prepared(Course course, DestinationPrepared event) {
    if (!course.state().awaits(Kind.PREPARE, event.host(), event.answers())) {
      return;
    }
    course.change(new Change.Heard(event));
    var refused = FactCheck.refused(event.facts(), course.rules.leastAnswer());
    if (refused.isEmpty()) {
      course.start();
      course.checkIn(course.rules.patience().answer());
    } else {
      course.tearDown();
      Endings.attemptFailed(course, FailureCause.DESTINATION_REFUSED, FactCheck.words(refused));
    }
  }

  static void failed(Course course, PreparationFailed event) {
    if (!course.state().awaits(Kind.PREPARE, event.host(), event.answers())) {
      return;
    }
    course.change(new Change.Heard(event));
    Endings.attemptFailed(course, FailureCause.DESTINATION_REFUSED, event.detail());
  }

  /** Asks again; gives the attempt up when the destination has been silent for too long. */
  static void timer(Course course) {
    var state = course.state();
    var patience = course.rules.patience();
    boolean preparing = state.state() == MigrationState.PREPARING;
    if (course.now.isBefore(state.since().plus(patience.silence()))) {
      if (preparing) {
        course.prepare();
      } else {
        course.check();
      }
      course.checkIn(patience.answer());
      return;
    }
    if (preparing) {
      course.tearDown();
    }
    var detail =
        "%s did not answer within %d s"
            .formatted(state.attemptOrThrow().destination(), patience.silence().toSeconds());
    Endings.attemptFailed(course, FailureCause.HOST_SILENT, detail);
  }
}
