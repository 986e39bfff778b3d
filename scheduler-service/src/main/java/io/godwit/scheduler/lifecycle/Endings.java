package io.godwit.scheduler.lifecycle;

import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.JobFigures;
import io.godwit.events.migration.FailureCause;
import io.godwit.events.migration.MigrationEvent.AttemptFailed;
import io.godwit.events.migration.MigrationEvent.MigrationCancelled;
import io.godwit.events.migration.MigrationEvent.MigrationCompleted;
import io.godwit.events.migration.MigrationEvent.MigrationFailed;
import io.godwit.events.migration.MigrationFigures;
import io.godwit.events.migration.MigrationMode;
import io.godwit.scheduler.migration.Attempt.Ending;
import io.godwit.scheduler.migration.Attempt.Report;
import io.godwit.scheduler.migration.Change;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.verdict.Evidence;
import io.godwit.scheduler.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How an attempt and a migration end: by what both hosts say. */
final class Endings {
  private Endings() {}

  /** Looks again: afresh if both have answered, else the same once more. */
  static void timer(Course course) {
    Cancellation.repeat(course);
    if (course.state().attemptOrThrow().reports().size() < 2) {
      course.askBoth();
    } else {
      course.newRound();
    }
  }

  /** Rules as soon as both hosts have been heard. */
  static void judge(Course course) {
    var attempt = course.state().attemptOrThrow();
    var source = attempt.reportOf(course.state().sourceOrThrow());
    var destination = attempt.reportOf(attempt.destination());
    if (source == null || destination == null) {
      return;
    }
    var verdict = Verdict.of(evidence(course.state(), source, destination));
    if (verdict.ruling().wantsSecondLook() && attempt.suspicion() != verdict.ruling()) {
      course.change(new Change.Suspected(verdict.ruling()));
      course.checkIn(course.rules.patience().verify());
      return;
    }
    if (attempt.suspicion() != null && attempt.suspicion() != verdict.ruling()) {
      course.change(new Change.Suspected(null));
    }
    switch (verdict.ruling()) {
      case COMPLETED -> completed(course, source, destination);
      case STAYS_AT_SOURCE -> stays(course);
      case RECOVER -> Recovery.act(course, verdict.why());
      case RUNS_TWICE -> failed(course, FailureCause.RUNS_TWICE, verdict.why());
      case GUEST_ENDED -> failed(course, FailureCause.GUEST_ENDED, verdict.why());
      case WAIT -> {}
    }
  }

  private static Evidence evidence(Migration state, Report source, Report destination) {
    var ending = state.attemptOrThrow().ending();
    return new Evidence(
        source.state(),
        destination.state(),
        source.jobActive() || destination.jobActive(),
        ending == null ? null : ending.outcome(),
        state.guestWasPaused());
  }

  private static void completed(Course course, Report source, Report destination) {
    Cancellation.tooLate(course, "the guest had moved before it could be stopped");
    var attempt = course.state().attemptOrThrow();
    var figures = figures(course, source, destination);
    var mode = attempt.postCopy() ? MigrationMode.POST_COPY : MigrationMode.PRE_COPY;
    course.say(about -> new MigrationCompleted(about, attempt.destination(), mode, figures));
    releaseSource(course);
  }

  /** Both hosts have just said that the guest is at the destination, and only there. */
  private static void releaseSource(Course course) {
    var state = course.state();
    var needs = state.guestOrThrow().needs();
    var copied =
        state.attemptOrThrow().claims().volumes().stream()
            .map(Claims.Volume::target)
            .collect(Collectors.toSet());
    if (needs != null && !copied.isEmpty()) {
      var disks = needs.disks().stream().filter(disk -> copied.contains(disk.target())).toList();
      course.release(state.attempts(), state.sourceOrThrow(), disks);
    }
  }

  /** The destination's figures are final; the source may have some, with or without downtime. */
  private static MigrationFigures figures(Course course, Report source, Report destination) {
    var attempt = course.state().attemptOrThrow();
    var ending = attempt.ending();
    var told = ending == null ? null : ending.figures();
    var job = better(destination.figures(), better(told, source.figures()));
    if (job == null) {
      var began = Objects.requireNonNullElse(attempt.startedAt(), course.state().since());
      return new MigrationFigures(Duration.between(began, course.now), null, null);
    }
    return new MigrationFigures(job.elapsed(), job.downtime(), job.transferred());
  }

  private static @Nullable JobFigures better(
      @Nullable JobFigures first, @Nullable JobFigures second) {
    boolean firstIsEnough = first != null && (first.downtime() != null || second == null);
    boolean secondIsNoBetter = second == null || second.downtime() == null;
    return firstIsEnough || (first != null && secondIsNoBetter) ? first : second;
  }

  private static void stays(Course course) {
    var wish = course.state().cancel();
    course.tearDown();
    if (wish != null) {
      course.say(about -> new MigrationCancelled(about, wish.explanation()));
      return;
    }
    if (Preemption.isPreempted(course.state())) {
      Preemption.requeue(course);
      return;
    }
    var attempt = course.state().attemptOrThrow();
    var ending = attempt.ending();
    var known =
        ending == null
            ? new Ending(
                null, FailureCause.INTERRUPTED, "it did not begin, or its job vanished", null)
            : ending;
    attemptFailed(course, known.cause(), known.detail(), attempt.facts());
  }

  /**
   * The attempt failed and the guest runs at the source: another one, or the end. What was prepared
   * is torn down by the caller, who knows whether anything was.
   *
   * @param facts the destination's last answers
   */
  static void attemptFailed(Course course, FailureCause cause, String detail, List<Fact> facts) {
    var state = course.state();
    var destination = state.attemptOrThrow().destination();
    boolean refused = cause == FailureCause.DESTINATION_REFUSED && !state.named();
    int failures = state.failures() + (refused ? 0 : 1);
    boolean last = cause == FailureCause.HOPELESS && state.named();
    if (last || failures > course.rules.retries().most()) {
      var words = history(state, destination + ": " + detail);
      course.say(about -> new MigrationFailed(about, cause, words, state.source()));
      return;
    }
    course.say(about -> new AttemptFailed(about, destination, cause, detail, facts));
    if (refused) {
      course.queue("another destination: " + destination + " refused");
    } else if (cause == FailureCause.HOPELESS) {
      course.queue("a destination behind another link: nothing finishes it on this one");
    } else {
      backOff(course, failures);
    }
  }

  private static void backOff(Course course, int failures) {
    var retries = course.rules.retries();
    var wait = retries.after(failures);
    course.queue(
        "attempt %d of %d after a pause of %.1f s"
            .formatted(failures + 1, retries.most() + 1, wait.toMillis() / 1000.0));
    course.change(new Change.BackedOff(course.now.plus(wait)));
  }

  /** Every host's reason, in the order of the attempts, and the last word. */
  static String history(Migration state, String last) {
    var before = state.tried().stream().map(tried -> tried.host() + ": " + tried.detail());
    return Stream.concat(before, Stream.of(last)).distinct().collect(Collectors.joining("; "));
  }

  /** An end that nothing can be done about: nothing is touched, people have to look. */
  private static void failed(Course course, FailureCause cause, String why) {
    course.say(about -> new MigrationFailed(about, cause, why, null));
  }
}
