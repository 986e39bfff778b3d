package io.godwit.scheduler.lifecycle;

import io.godwit.events.HostId;
import io.godwit.events.agent.AgentEvent.DestinationPrepared;
import io.godwit.events.agent.AgentEvent.FactsAnswered;
import io.godwit.events.agent.AgentEvent.PreparationFailed;
import io.godwit.events.agent.Fact;
import io.godwit.events.migration.FailureCause;
import io.godwit.events.migration.MigrationEvent.MigrationFailed;
import io.godwit.events.migration.MigrationEvent.MigrationPreparing;
import io.godwit.events.migration.MigrationEvent.MigrationRejected;
import io.godwit.events.migration.RejectionReason;
import io.godwit.scheduler.migration.Change;
import io.godwit.scheduler.migration.MigrationState;
import io.godwit.scheduler.migration.Question.Kind;
import java.time.Duration;
import java.util.List;

/** From the first question to the shortlist up to a destination that is prepared. */
final class Preparation {
  private Preparation() {}

  static void answered(Course course, FactsAnswered event) {
    if (!course.state().awaits(Kind.CHECK, event.host(), event.answers())) {
      return;
    }
    course.change(new Change.Heard(event));
    if (course.state().state() == MigrationState.CHECKING) {
      judge(course);
    } else if (course.state().state() == MigrationState.READY) {
      Readiness.confirm(course, event.facts());
    }
  }

  /** As soon as the destination has answered; the others are waited for a little longer. */
  private static void judge(Course course) {
    var attempt = course.state().attemptOrThrow();
    var answer = attempt.answerOf(attempt.destination());
    if (answer.isEmpty()) {
      return;
    }
    var checks = Suitability.of(course, attempt.destination(), answer.get().facts());
    if (!checks.accepted()) {
      refuse(course, checks.facts(), checks.words());
      return;
    }
    var rest = othersMayTake(course);
    if (!rest.isZero()) {
      course.checkIn(rest);
      return;
    }
    Suitability.better(course, checks)
        .ifPresentOrElse(
            better -> prefer(course, better.host(), better.why()),
            () -> prepare(course, checks.facts()));
  }

  /** How long the rest of the shortlist may take to answer; zero: nobody is waited for. */
  private static Duration othersMayTake(Course course) {
    var state = course.state();
    boolean all =
        state.attemptOrThrow().placement().shortlist().stream()
            .noneMatch(candidate -> state.asks(Kind.CHECK, candidate.host()));
    var rest = Duration.between(course.now, state.since().plus(course.rules.checks().others()));
    return all || state.preferred() != null || rest.isNegative() ? Duration.ZERO : rest;
  }

  /** The next attempt goes to the other one, if it still can; this happens once. */
  private static void prefer(Course course, HostId better, String why) {
    course.change(new Change.Preferred(better));
    course.queue(why);
  }

  private static void prepare(Course course, List<Fact> facts) {
    var claims = course.state().attemptOrThrow().claims();
    course.say(about -> new MigrationPreparing(about, facts, claims));
    course.prepare();
    course.checkIn(course.rules.patience().answer());
  }

  /**
   * What the destination says rules it out: it is not asked again. One that the caller named is the
   * request's fault.
   */
  static void refuse(Course course, List<Fact> facts, String words) {
    var state = course.state();
    if (!state.named()) {
      Endings.attemptFailed(course, FailureCause.DESTINATION_REFUSED, words, facts);
    } else if (state.tried().isEmpty()) {
      course.say(about ->
          new MigrationRejected(
              about, RejectionReason.DESTINATION_UNSUITABLE, "destination", words, facts));
    } else {
      var history = Endings.history(state, state.attemptOrThrow().destination() + ": " + words);
      course.say(about ->
          new MigrationFailed(about, FailureCause.DESTINATION_REFUSED, history, state.source()));
    }
  }

  static void prepared(Course course, DestinationPrepared event) {
    if (!course.state().awaits(Kind.PREPARE, event.host(), event.answers())) {
      return;
    }
    course.change(new Change.Heard(event));
    Readiness.confirm(course, event.facts());
  }

  static void failed(Course course, PreparationFailed event) {
    if (!course.state().awaits(Kind.PREPARE, event.host(), event.answers())) {
      return;
    }
    course.change(new Change.Heard(event));
    var facts = course.state().attemptOrThrow().facts();
    // It may have been asked again meanwhile, and done it then.
    course.tearDown();
    Endings.attemptFailed(course, FailureCause.DESTINATION_REFUSED, event.detail(), facts);
  }

  /** Asks again; gives the attempt up when the destination has been silent for too long. */
  static void timer(Course course) {
    var state = course.state();
    var patience = course.rules.patience();
    boolean preparing = state.state() == MigrationState.PREPARING;
    if (!preparing && answered(course)) {
      judge(course);
    } else if (course.now.isBefore(state.since().plus(patience.silence()))) {
      if (preparing) {
        course.prepare();
      } else {
        course.checkShortlist();
      }
      course.checkIn(patience.answer());
    } else {
      if (preparing) {
        course.tearDown();
      }
      silent(course);
    }
  }

  private static boolean answered(Course course) {
    var attempt = course.state().attemptOrThrow();
    return attempt.answerOf(attempt.destination()).isPresent();
  }

  static void silent(Course course) {
    var attempt = course.state().attemptOrThrow();
    var detail =
        "%s did not answer within %d s"
            .formatted(attempt.destination(), course.rules.patience().silence().toSeconds());
    Endings.attemptFailed(course, FailureCause.HOST_SILENT, detail, attempt.facts());
  }
}
