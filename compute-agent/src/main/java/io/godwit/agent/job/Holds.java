package io.godwit.agent.job;

import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.agent.job.Input.HypervisorRefused;
import io.godwit.agent.job.Input.LetGo;
import io.godwit.agent.job.Input.Suspended;
import io.godwit.agent.job.Input.Throttled;
import io.godwit.agent.journal.JournalEntry.Held;
import io.godwit.events.agent.AgentCommand.Escalate;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.Escalation.Throttle;
import io.godwit.events.convergence.Phase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What holds a guest back so that its migration can finish: a pause, and a quota of its CPUs. Each
 * is written down before it acts, and forgotten only after it is undone, so that whoever runs this
 * agent next lets go of the guest.
 */
final class Holds {
  private Holds() {}

  static void pause(Turn turn, Told told, Pause pause) {
    var until = turn.now.plus(pause.atMost());
    if (isPaused(turn)) {
      remember(turn, until, quota(turn));
      Answers.applied(turn, told, pause, "the guest stands still already, now until " + until);
    } else {
      remember(turn, until, quota(turn));
      turn.then(new Effect.Suspend(told, turn.job().guest(), pause));
    }
  }

  static void suspended(Turn turn, Suspended suspended) {
    var pause = suspended.escalation();
    Answers.applied(
        turn,
        suspended.told(),
        pause,
        "the guest stands still; the migration is given up if it is not over in "
            + pause.atMost().toMillis()
            + " ms");
  }

  static void throttle(Turn turn, Told told, Throttle throttle) {
    if (throttle.percent() > 0) {
      remember(turn, pausedUntil(turn), throttle.percent());
    }
    turn.then(new Effect.SetThrottle(told, turn.job().guest(), throttle));
  }

  static void throttled(Turn turn, Throttled throttled) {
    remember(turn, pausedUntil(turn), throttled.inForce());
    Answers.applied(
        turn,
        throttled.told(),
        throttled.escalation(),
        "a quota slows the guest's CPUs by " + throttled.inForce() + " percent");
  }

  /** A step was not taken. Where it may have been all the same, the guest stays held on paper. */
  static void refused(Turn turn, HypervisorRefused refused) {
    if (refused.kind() == Kind.UNREACHABLE
        || !(refused.told().command() instanceof Escalate escalate)) {
      return;
    }
    if (escalate.escalation() instanceof Pause) {
      remember(turn, null, quota(turn));
    } else if (escalate.escalation() instanceof Throttle && refused.kind() == Kind.UNSUPPORTED) {
      remember(turn, pausedUntil(turn), 0);
    }
  }

  /**
   * A guest that is suspended looks as in its switch-over; until that really comes, the passes go
   * on.
   */
  static JobSnapshot seen(Turn turn, JobSnapshot snapshot) {
    return snapshot.phase() == Phase.SWITCH_OVER && isPaused(turn)
        ? snapshot.in(Phase.PRE_COPY)
        : snapshot;
  }

  /** libvirt resumes nobody who migrates: when the time is over, only an abort lets it run. */
  static void giveUpWhenOver(Turn turn) {
    if (turn.running() != null
        && isOver(turn)
        && !turn.job().postCopy()
        && turn.job().abort() == null) {
      Aborts.wantByItself(turn);
    }
  }

  private static boolean isOver(Turn turn) {
    var until = pausedUntil(turn);
    return until != null && !turn.now.isBefore(until);
  }

  /** Why an abort was wanted that nobody commanded; absent: it was commanded. */
  static @Nullable String whyGivenUp(Turn turn) {
    return isOver(turn)
        ? "the guest stood still for as long as it may, and the migration was not over"
        : null;
  }

  /** The job is over, one way or the other. */
  static void ended(Turn turn) {
    letGo(turn);
  }

  static void afterRestart(Turn turn) {
    if (!turn.state.history().isOpen()) {
      letGo(turn);
    }
  }

  private static void letGo(Turn turn) {
    var held = turn.state.history().held();
    var began = turn.state.history().began();
    if (held != null && held.holds() && began != null) {
      turn.then(
          new Effect.LetGo(began.guest().uuid(), held.pausedUntil() != null, held.quotaPercent()));
    }
  }

  static void letGo(Turn turn, LetGo result) {
    if (!turn.state.history().owesLettingGo()) {
      return;
    }
    if (result.done()) {
      remember(turn, null, 0);
    } else {
      turn.then(new Effect.TryLater());
    }
  }

  static void again(Turn turn) {
    if (turn.state.history().owesLettingGo()) {
      letGo(turn);
    }
  }

  static boolean isPaused(Turn turn) {
    return pausedUntil(turn) != null;
  }

  static int quota(Turn turn) {
    var held = turn.state.history().held();
    return held == null ? 0 : held.quotaPercent();
  }

  private static @Nullable Instant pausedUntil(Turn turn) {
    var held = turn.state.history().held();
    return held == null ? null : held.pausedUntil();
  }

  private static void remember(Turn turn, @Nullable Instant pausedUntil, int quotaPercent) {
    var began = turn.state.history().began();
    if (began != null) {
      turn.remember(new Held(began.migration(), began.attempt(), pausedUntil, quotaPercent));
    }
  }

  /** Whether a step can be taken that acts on the guest at the source. */
  static boolean canHold(Turn turn, Told told) {
    if (turn.job().postCopy()) {
      Commands.refuseForGood(
          turn, told, RefusalReason.POST_COPY, "the guest runs at the destination");
      return false;
    }
    return true;
  }
}
