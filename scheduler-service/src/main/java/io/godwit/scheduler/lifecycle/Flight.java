package io.godwit.scheduler.lifecycle;

import io.godwit.events.agent.AgentEvent.GuestStateReported;
import io.godwit.events.agent.AgentEvent.MigrationEnded;
import io.godwit.events.agent.AgentEvent.MigrationStarted;
import io.godwit.events.agent.AgentEvent.PostCopyBegan;
import io.godwit.events.agent.AgentEvent.PostCopyBroke;
import io.godwit.events.agent.GuestState;
import io.godwit.events.migration.FailureCause;
import io.godwit.events.migration.MigrationEvent.MigrationRecovering;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.migration.MigrationEvent.MigrationSwitchedToPostCopy;
import io.godwit.events.migration.MigrationEvent.MigrationVerifying;
import io.godwit.scheduler.migration.Attempt.Ending;
import io.godwit.scheduler.migration.Change;
import io.godwit.scheduler.migration.MigrationState;
import io.godwit.scheduler.migration.Question.Kind;
import java.util.List;
import java.util.Objects;

/** From the word to start up to the end of the hypervisor's job. */
final class Flight {
  private Flight() {}

  static void started(Course course, MigrationStarted event) {
    if (!event.host().equals(course.state().source())
        || course.state().attemptOrThrow().startedAt() != null
        || course.state().attemptOrThrow().ending() != null
        || !course.state().state().begun()) {
      return;
    }
    course.change(new Change.Heard(event));
    run(course);
  }

  private static void run(Course course) {
    var state = course.state();
    var attempt = state.attemptOrThrow();
    var guest = state.guestOrThrow().guest();
    course.say(about ->
        new MigrationRunning(
            about,
            guest,
            state.sourceOrThrow(),
            attempt.destination(),
            state.origin().policy(),
            attempt.settings(),
            attempt.outset() == null ? null : attempt.outset().predicted(),
            attempt.outset() == null ? List.of() : attempt.outset().planned()));
    checkLater(course);
  }

  /** A wish to cancel is repeated sooner than a migration that runs is looked at. */
  private static void checkLater(Course course) {
    var patience = course.rules.patience();
    course.checkIn(
        Cancellation.isWanted(course.state()) ? patience.answer() : patience.runningCheck());
  }

  static void postCopyBegan(Course course, PostCopyBegan event) {
    if (course.state().state().begun()) {
      course.change(new Change.Heard(event));
      switchOver(course);
    }
  }

  private static void switchOver(Course course) {
    if (course.state().state() == MigrationState.STARTING) {
      run(course);
    }
    if (course.state().attemptOrThrow().postCopy()) {
      return;
    }
    course.say(MigrationSwitchedToPostCopy::new);
    if (Cancellation.isWanted(course.state())) {
      Cancellation.tooLate(course, Cancellation.POST_COPY);
      checkLater(course);
    }
  }

  static void ended(Course course, MigrationEnded event) {
    if (!event.host().equals(course.state().source()) || !course.state().state().begun()) {
      return;
    }
    course.change(new Change.Heard(event));
    course.change(new Change.Ended(ending(event)));
    verify(course, words(event));
  }

  private static Ending ending(MigrationEnded event) {
    var cause =
        switch (event.outcome()) {
          case GIVEN_UP -> FailureCause.HOPELESS;
          case FAILED, SUCCEEDED -> FailureCause.HYPERVISOR_ERROR;
          case ABORTED, INTERRUPTED -> FailureCause.INTERRUPTED;
        };
    return new Ending(event.outcome(), cause, words(event), event.figures());
  }

  private static String words(MigrationEnded event) {
    return switch (event.outcome()) {
      case SUCCEEDED -> "the source says that it succeeded";
      case ABORTED -> "it was aborted";
      case GIVEN_UP -> "the policy gave up: nothing that it allows would finish it";
      case FAILED -> Objects.requireNonNullElse(event.error(), "the hypervisor says no reason");
      case INTERRUPTED ->
          Objects.requireNonNullElse(event.error(), "the job vanished in a restart");
    };
  }

  /** Asks both hosts what is true; one that recovers goes on recovering meanwhile. */
  static void verify(Course course, String detail) {
    switch (course.state().state()) {
      case STARTING, RUNNING -> course.say(about -> new MigrationVerifying(about, detail));
      case CHECKING,
          PREPARING,
          READY,
          RECOVERING,
          VERIFYING,
          REQUESTED,
          QUEUED,
          COMPLETED,
          FAILED,
          CANCELLED,
          REJECTED -> {}
    }
    course.newRound();
  }

  static void broke(Course course, PostCopyBroke event) {
    if (course.state().state().begun()) {
      course.change(new Change.Heard(event));
      recover(course, event.detail());
      course.newRound();
    }
  }

  static void recover(Course course, String detail) {
    switchOver(course);
    if (course.state().state() != MigrationState.RECOVERING) {
      course.say(about -> new MigrationRecovering(about, detail));
    }
  }

  static void reported(Course course, GuestStateReported event) {
    if (!course.state().awaits(Kind.STATE, event.host(), event.answers())) {
      return;
    }
    switch (course.state().state()) {
      case STARTING -> seenWhileStarting(course, event);
      case RUNNING -> seenWhileRunning(course, event);
      case RECOVERING, VERIFYING -> {
        course.change(new Change.Heard(event));
        Endings.judge(course);
      }
      case CHECKING,
          PREPARING,
          READY,
          REQUESTED,
          QUEUED,
          COMPLETED,
          FAILED,
          CANCELLED,
          REJECTED -> {}
    }
  }

  /** A job means that it began; none means nothing until the order to start has expired. */
  private static void seenWhileStarting(Course course, GuestStateReported event) {
    course.change(new Change.Heard(event));
    if (event.host().equals(course.state().source()) && event.jobActive()) {
      run(course);
    }
  }

  private static void seenWhileRunning(Course course, GuestStateReported event) {
    course.change(new Change.Heard(event));
    if (!event.host().equals(course.state().source())) {
      return;
    }
    if (event.state() == GuestState.POST_COPY_FAILED) {
      recover(course, "the source lost its connection");
      course.newRound();
    } else if (!event.jobActive() && event.state() != GuestState.UNKNOWN) {
      verify(course, "the source runs no job for the guest any more");
    } else if (event.state() == GuestState.PAUSED_POST_COPY) {
      switchOver(course);
    }
  }

  static void timer(Course course) {
    var state = course.state();
    var expiry = state.attemptOrThrow().startExpiresAt();
    boolean starting = state.state() == MigrationState.STARTING;
    if (starting && expiry != null && !course.now.isBefore(expiry)) {
      verify(course, "the source did not say in time that it began");
      return;
    }
    course.change(new Change.RoundBegan());
    course.askState(state.sourceOrThrow());
    Cancellation.repeat(course);
    Shares.repeat(course);
    if (starting) {
      course.checkIn(course.rules.patience().answer());
    } else {
      checkLater(course);
    }
  }
}
