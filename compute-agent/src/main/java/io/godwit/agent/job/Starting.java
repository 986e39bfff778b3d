package io.godwit.agent.job;

import io.godwit.agent.hypervisor.MigrateCall;
import io.godwit.agent.hypervisor.MigrationTag;
import io.godwit.agent.job.Input.GuestLookedAt;
import io.godwit.agent.job.Running.Call;
import io.godwit.agent.job.Running.PendingAbort;
import io.godwit.agent.journal.JournalEntry.Began;
import io.godwit.agent.journal.JournalEntry.Ended;
import io.godwit.events.agent.AgentCommand.StartMigration;
import io.godwit.events.agent.AgentEvent.MigrationEnded;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.AgentEvent.MigrationStarted;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.RefusalReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * From the word to the call, at most once per attempt: the guest's tag first, then the journal,
 * then the call. An attempt that either of them knows is never begun again.
 */
final class Starting {
  private static final Duration ABORT_AFTER_RESTART = Duration.ofSeconds(30);

  private Starting() {}

  static void commanded(Turn turn, Told told, StartMigration start) {
    var order = told.order();
    var began = turn.state.history().began();
    if (began != null && order.attempt() == began.attempt()) {
      answerAgain(turn, told, began);
    } else if (turn.state.history().isOld(order)
        || (began != null && order.attempt() < began.attempt())) {
      turn.refuse(told, RefusalReason.OLD, "a later command was dealt with before");
    } else if (!Commands.isExpired(turn, told)) {
      if (turn.running() != null) {
        turn.refuse(
            told,
            RefusalReason.HYPERVISOR_ERROR,
            "attempt " + turn.job().began().attempt() + " still runs on this host");
      } else {
        turn.then(new Effect.LookAtGuest(told, start.guest().uuid()));
      }
    }
  }

  /** With what is true. Before the job is seen, its start or its end will be the answer. */
  private static void answerAgain(Turn turn, Told told, Began began) {
    var ended = turn.state.history().ended();
    if (ended != null) {
      turn.answer(
          told,
          about ->
              new MigrationEnded(
                  about, turn.host(), ended.outcome(), ended.figures(), ended.error()));
    } else if (turn.running() != null && turn.job().started()) {
      turn.answer(
          told, about -> new MigrationStarted(about, turn.host(), began.guest(), began.settings()));
    }
  }

  static void lookedAt(Turn turn, GuestLookedAt looked) {
    var told = looked.told();
    var order = told.order();
    var tag = looked.tag();
    if (tag != null && tag.migration().equals(order.migration())) {
      if (tag.attempt() == order.attempt()) {
        takeUp(turn, looked);
        return;
      }
      if (tag.attempt() > order.attempt()) {
        turn.refuse(told, RefusalReason.OLD, "the guest bears the tag of attempt " + tag.attempt());
        return;
      }
    }
    var obstacle = obstacle(looked);
    if (obstacle == null) {
      var guest = ((StartMigration) told.command()).guest().uuid();
      turn.then(
          new Effect.WriteTag(told, guest, new MigrationTag(order.migration(), order.attempt())));
    } else {
      turn.refuse(told, obstacle, why(looked));
    }
  }

  /** The tag says that it was begun, although the journal does not: it was lost. */
  private static void takeUp(Turn turn, GuestLookedAt looked) {
    var told = looked.told();
    var began = began(turn, told);
    turn.rememberSeen(told);
    turn.remember(began);
    if (looked.jobActive()) {
      turn.job(Running.begun(began, new Call.None("found by the guest's tag")));
      turn.then(new Effect.Attach(began.guest().uuid()));
      return;
    }
    var error = "the guest bears this attempt's tag and has no job";
    turn.remember(new Ended(began.migration(), began.attempt(), Outcome.INTERRUPTED, null, error));
    turn.answer(
        told, about -> new MigrationEnded(about, turn.host(), Outcome.INTERRUPTED, null, error));
  }

  private static @Nullable RefusalReason obstacle(GuestLookedAt looked) {
    return switch (looked.state()) {
      case ABSENT -> RefusalReason.UNKNOWN_GUEST;
      case RUNNING, PAUSED_BY_USER -> looked.jobActive() ? RefusalReason.HYPERVISOR_ERROR : null;
      case SHUT_OFF,
          RUNNING_POST_COPY,
          PAUSED_MIGRATING,
          PAUSED_POST_COPY,
          POST_COPY_FAILED,
          PAUSED_OTHER,
          CRASHED,
          UNKNOWN ->
          RefusalReason.HYPERVISOR_ERROR;
    };
  }

  private static String why(GuestLookedAt looked) {
    if (looked.state() == GuestState.UNKNOWN) {
      return "the hypervisor could not be asked";
    }
    return "the guest is "
        + GuestStates.words(looked.state())
        + (looked.jobActive() ? " and another migration of it runs" : " on this host");
  }

  static void tagged(Turn turn, Told told) {
    var start = (StartMigration) told.command();
    var began = began(turn, told);
    turn.rememberSeen(told);
    turn.remember(began);
    turn.job(Running.begun(began, new Call.Open()));
    turn.then(
        new Effect.StartCall(
            new MigrateCall(
                start.guest().uuid(),
                start.peerUri(),
                start.settings(),
                start.claims(),
                start.diskCopy())));
  }

  private static Began began(Turn turn, Told told) {
    var start = (StartMigration) told.command();
    return new Began(
        told.order().migration(),
        told.order().attempt(),
        start.guest(),
        start.destination(),
        start.settings(),
        told.traceparent(),
        turn.now,
        start.claims().volumes().stream().map(Claims.Volume::target).toList());
  }

  /** Tells an end that the broker may not have; takes up a job whose end is not known. */
  static void afterRestart(Turn turn) {
    var history = turn.state.history();
    var began = history.began();
    if (began == null) {
      return;
    }
    var ended = history.ended();
    if (ended == null) {
      takeUpAgain(turn, began);
    } else if (history.owesItsEnd()) {
      var about = turn.about(began.attempt());
      turn.then(
          new Effect.Tell(
              new MigrationEnded(
                  about, turn.host(), ended.outcome(), ended.figures(), ended.error()),
              began.traceparent()));
    }
  }

  private static void takeUpAgain(Turn turn, Began began) {
    var job = Running.begun(began, new Call.None("the agent restarted meanwhile"));
    var aborting = turn.state.history().aborting();
    var by = aborting == null ? null : aborting.by();
    turn.job(
        by == null
            ? job
            : job.withAbort(new PendingAbort(by, null, false, turn.now.plus(ABORT_AFTER_RESTART))));
    turn.then(new Effect.Attach(began.guest().uuid()));
  }
}
