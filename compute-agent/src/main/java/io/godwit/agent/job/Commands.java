package io.godwit.agent.job;

import io.godwit.events.GuestRef;
import io.godwit.events.agent.AgentCommand.AbortMigration;
import io.godwit.events.agent.AgentCommand.CheckFacts;
import io.godwit.events.agent.AgentCommand.Escalate;
import io.godwit.events.agent.AgentCommand.MeasureDirtying;
import io.godwit.events.agent.AgentCommand.PausePostCopy;
import io.godwit.events.agent.AgentCommand.PrepareDestination;
import io.godwit.events.agent.AgentCommand.ReleaseSource;
import io.godwit.events.agent.AgentCommand.ReportGuestState;
import io.godwit.events.agent.AgentCommand.ResumePostCopy;
import io.godwit.events.agent.AgentCommand.SetBandwidth;
import io.godwit.events.agent.AgentCommand.StartMigration;
import io.godwit.events.agent.AgentCommand.TearDown;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Escalation.AskBandwidth;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.Escalation.Throttle;

/**
 * What a command leads to. Questions are answered with what is true however often they come;
 * commands that change something obey their issuer's sequence.
 */
final class Commands {
  private Commands() {}

  static void handle(Turn turn, Told told) {
    switch (told.command()) {
      case StartMigration start -> Starting.commanded(turn, told, start);
      case TearDown _ -> Undo.tearDown(turn, told);
      case CheckFacts _,
          PrepareDestination _,
          ReportGuestState _,
          ReleaseSource _,
          MeasureDirtying _ ->
          question(turn, told);
      case SetBandwidth set -> {
        if (isForTheRunningJob(turn, told, set.guest())) {
          Bandwidths.commanded(turn, told, set);
        }
      }
      case Escalate escalate -> {
        if (isForTheRunningJob(turn, told, escalate.guest())) {
          escalate(turn, told, escalate.escalation());
        }
      }
      case AbortMigration abort -> {
        if (isForTheRunningJob(turn, told, abort.guest())) {
          abort(turn, told);
        }
      }
      case PausePostCopy pause -> {
        if (isForTheRunningJob(turn, told, pause.guest()) && isInPostCopy(turn, told)) {
          turn.then(new Effect.PausePostCopy(told, pause.guest().uuid()));
        }
      }
      case ResumePostCopy resume -> {
        if (isForTheRunningJob(turn, told, resume.guest()) && isInPostCopy(turn, told)) {
          resume(turn, told, resume);
        }
      }
    }
  }

  private static void question(Turn turn, Told told) {
    if (isExpired(turn, told)) {
      return;
    }
    switch (told.command()) {
      case ReportGuestState report -> turn.then(new Effect.ReadGuest(told, report.guest().uuid()));
      // Late, it would bring back what has been torn down meanwhile.
      case PrepareDestination _ when turn.state.history().isOld(told.order()) ->
          turn.refuse(told, RefusalReason.OLD, "it or a later command was dealt with before");
      case PrepareDestination _ -> Preparing.commanded(turn, told);
      case ReleaseSource release -> Releases.commanded(turn, told, release);
      case MeasureDirtying _ when turn.running() != null ->
          turn.refuse(told, RefusalReason.HYPERVISOR_ERROR, "the guest migrates already");
      case MeasureDirtying measure ->
          turn.then(new Effect.MeasureDirtying(told, measure.guest().uuid(), measure.periods()));
      default -> turn.then(new Effect.InspectHost(told));
    }
  }

  static boolean isExpired(Turn turn, Told told) {
    if (turn.now.isAfter(told.order().expiresAt())) {
      turn.refuse(told, RefusalReason.EXPIRED, "it held until " + told.order().expiresAt());
      return true;
    }
    return false;
  }

  private static boolean isForTheRunningJob(Turn turn, Told told, GuestRef guest) {
    var order = told.order();
    var began = turn.state.history().began();
    if (turn.state.history().isOld(order)) {
      turn.refuse(told, RefusalReason.OLD, "it or a later command was dealt with before");
    } else if (began != null && order.attempt() < began.attempt()) {
      turn.refuse(told, RefusalReason.OLD, "attempt " + began.attempt() + " was begun since");
    } else if (!isExpired(turn, told)) {
      if (began == null
          || order.attempt() > began.attempt()
          || !began.guest().uuid().equals(guest.uuid())) {
        refuseForGood(
            turn, told, RefusalReason.UNKNOWN_GUEST, "this attempt was not begun on this host");
      } else if (turn.running() == null) {
        refuseForGood(turn, told, RefusalReason.DONE, "the job has ended");
      } else {
        return true;
      }
    }
    return false;
  }

  private static void unsupported(Turn turn, Told told, String detail) {
    refuseForGood(turn, told, RefusalReason.UNSUPPORTED, detail);
  }

  private static void escalate(Turn turn, Told told, Escalation escalation) {
    var job = turn.job();
    if (job.abort() != null) {
      refuseForGood(turn, told, RefusalReason.ABORTING, "an abort is pending");
      return;
    }
    switch (escalation) {
      case GiveUp _ -> abort(turn, told);
      case AskBandwidth _ -> unsupported(turn, told, "bandwidth is the scheduler's to grant");
      case Throttle throttle -> {
        if (Holds.canHold(turn, told)) {
          Holds.throttle(turn, told, throttle);
        }
      }
      case Pause pause -> {
        if (Holds.canHold(turn, told)) {
          Holds.pause(turn, told, pause);
        }
      }
      case RaiseDowntime raise -> {
        if (job.postCopy()) {
          refuseForGood(
              turn, told, RefusalReason.POST_COPY, "downtime means nothing after the switch");
        } else {
          turn.then(new Effect.SetMaxDowntime(told, job.guest(), raise));
        }
      }
      case SwitchToPostCopy toPostCopy -> {
        if (!job.began().settings().postCopyArmed()) {
          refuseForGood(
              turn, told, RefusalReason.UNSUPPORTED, "post-copy was not armed at the start");
        } else if (job.postCopy()) {
          Answers.applied(turn, told, toPostCopy, "the switch had been made already");
        } else {
          turn.then(new Effect.StartPostCopy(told, job.guest(), toPostCopy));
        }
      }
    }
  }

  private static void abort(Turn turn, Told told) {
    var pending = turn.job().abort();
    if (turn.job().postCopy()) {
      refuseForGood(
          turn,
          told,
          RefusalReason.POST_COPY,
          "post-copy has begun: an abort would lose the guest");
    } else if (pending == null || (pending.told() == null && !pending.taken())) {
      Aborts.want(turn, told);
    } else if (pending.taken()) {
      turn.rememberSeen(told);
      Aborts.answer(turn, told, "an abort had been taken already");
    } else {
      turn.refuse(told, RefusalReason.ABORTING, "another abort waits for the hypervisor");
    }
  }

  private static boolean isInPostCopy(Turn turn, Told told) {
    if (turn.job().postCopy()) {
      return true;
    }
    refuseForGood(turn, told, RefusalReason.UNSUPPORTED, "the migration is not in post-copy");
    return false;
  }

  private static void resume(Turn turn, Told told, ResumePostCopy resume) {
    if (turn.job().resume() != null) {
      turn.refuse(told, RefusalReason.HYPERVISOR_ERROR, "another resume waits for its end");
      return;
    }
    turn.rememberSeen(told);
    turn.job(turn.job().withResume(told));
    turn.then(new Effect.ResumePostCopy(resume.guest().uuid(), resume.peerUri()));
  }

  static void refuseForGood(Turn turn, Told told, RefusalReason reason, String detail) {
    turn.rememberSeen(told);
    turn.refuse(told, reason, detail);
  }
}
