package io.godwit.scheduler.lifecycle;

import io.godwit.events.EffectivePolicy;
import io.godwit.events.agent.AgentEvent.DirtyingMeasured;
import io.godwit.events.agent.Fact;
import io.godwit.events.migration.MigrationEvent.BandwidthGranted;
import io.godwit.scheduler.forecast.Load;
import io.godwit.scheduler.forecast.Planned;
import io.godwit.scheduler.migration.Change;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.MigrationState;
import io.godwit.scheduler.migration.Question.Kind;
import io.godwit.scheduler.policy.Retuning;
import io.godwit.scheduler.policy.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * From the second verdict up to the word to start. A prepared destination waits for the slots; its
 * answers are kept fresh meanwhile, and no migration starts on one that is older than allowed.
 */
final class Readiness {
  private Readiness() {}

  /** The verdict on what a prepared destination says, however often it is asked. */
  static void confirm(Course course, List<Fact> said) {
    var checks = Suitability.of(course, course.state().attemptOrThrow().destination(), said);
    if (!checks.accepted()) {
      course.tearDown();
      Preparation.refuse(course, checks.facts(), checks.words());
      return;
    }
    course.change(new Change.Confirmed(checks.facts(), course.now));
    proceed(course);
  }

  static void go(Course course, Input.Go go) {
    var state = course.state();
    if (state.state() != MigrationState.READY || state.attemptOrThrow().goAt() != null) {
      return;
    }
    var policy = policy(course, go);
    var guest = state.guestOrThrow();
    var claims = state.attemptOrThrow().claims();
    var load = Load.of(guest, claims).dirtying(state.attemptOrThrow().dirtied());
    var plan = Planned.of(policy, go, load, course.now);
    course.change(new Change.Gone(plan.settings(), policy, plan.outset(), go.behind(), course.now));
    var limit = go.settings().bandwidthLimit();
    if (limit != null) {
      course.say(about -> new BandwidthGranted(about, limit, go.why()));
    }
    proceed(course);
  }

  /**
   * As it is defined now: a migration that runs keeps what it began with. One that an operator
   * retuned keeps that.
   */
  private static EffectivePolicy policy(Course course, Input.Go go) {
    var state = course.state();
    var known = state.origin().policy();
    var memory = state.guestOrThrow().memory();
    var subject = Subject.of(state.origin().request(), state.labels(), memory, course.now);
    var policy = known.revision() > 1 ? known : course.rules.policies().of(subject);
    boolean forbidden = policy.postCopyAllowed() && !go.postCopyForbidden().isEmpty();
    return forbidden ? Retuning.withoutPostCopy(policy) : policy;
  }

  /** What comes after the start comes too late to matter. */
  static void measured(Course course, DirtyingMeasured event) {
    if (course.state().awaits(Kind.MEASURE, event.host(), event.answers())) {
      course.change(new Change.Heard(event));
    }
  }

  private static void proceed(Course course) {
    var attempt = course.state().attemptOrThrow();
    var patience = course.rules.patience();
    if (attempt.goAt() == null) {
      course.checkIn(untilStale(course));
    } else if (age(course).compareTo(course.rules.checks().maxAge()) <= 0) {
      course.start();
      course.checkIn(patience.answer());
    } else {
      course.checkDestination();
      course.checkIn(patience.answer());
    }
  }

  /** Asked again in time, so that it need not be asked when it may go at last. */
  private static Duration untilStale(Course course) {
    var silence = course.rules.patience().silence();
    var fresh = course.rules.checks().maxAge().multipliedBy(3).dividedBy(4);
    return fresh.isZero() || fresh.compareTo(silence) > 0 ? silence : fresh;
  }

  private static Duration age(Course course) {
    var checkedAt = course.state().attemptOrThrow().checkedAt();
    return Duration.between(Objects.requireNonNullElse(checkedAt, Instant.EPOCH), course.now);
  }

  /** Asks again; a destination that went silent is given up and torn down when it is back. */
  static void timer(Course course) {
    var attempt = course.state().attemptOrThrow();
    var patience = course.rules.patience();
    var asked = attempt.goAt() == null ? course.state().since() : attempt.goAt();
    var heard = Objects.requireNonNullElse(attempt.checkedAt(), asked);
    var quiet =
        Duration.between(heard.isAfter(asked) ? heard : asked, course.now)
            .minus(attempt.goAt() == null ? patience.silence() : Duration.ZERO);
    if (quiet.compareTo(patience.silence()) >= 0) {
      course.tearDown();
      Preparation.silent(course);
    } else {
      course.checkDestination();
      course.checkIn(patience.answer());
    }
  }
}
