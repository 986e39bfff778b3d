package io.godwit.agent.job;

import io.godwit.agent.host.DestinationFacts;
import io.godwit.agent.host.HostView;
import io.godwit.agent.host.Question;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.job.Input.Dirtied;
import io.godwit.agent.job.Input.DowntimeSet;
import io.godwit.agent.job.Input.GuestRead;
import io.godwit.agent.job.Input.HostInspected;
import io.godwit.agent.job.Input.HypervisorRefused;
import io.godwit.agent.job.Input.PostCopyTaken;
import io.godwit.agent.job.Input.SettingsRead;
import io.godwit.agent.journal.JournalEntry.Prepared;
import io.godwit.events.agent.AgentCommand.CheckFacts;
import io.godwit.events.agent.AgentCommand.PrepareDestination;
import io.godwit.events.agent.AgentEvent.DestinationPrepared;
import io.godwit.events.agent.AgentEvent.DirtyingMeasured;
import io.godwit.events.agent.AgentEvent.EscalationApplied;
import io.godwit.events.agent.AgentEvent.FactsAnswered;
import io.godwit.events.agent.AgentEvent.GuestStateReported;
import io.godwit.events.agent.AgentEvent.PostCopyPaused;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.convergence.Escalation;

/** What a command's effect came to, as the answer to the command. */
final class Answers {
  private Answers() {}

  static void applied(Turn turn, Told told, Escalation escalation, String effect) {
    turn.rememberSeen(told);
    turn.answer(
        told,
        about ->
            new EscalationApplied(about, turn.host(), told.order().sequence(), escalation, effect));
  }

  static void downtimeSet(Turn turn, DowntimeSet set) {
    if (turn.running() != null) {
      turn.job(turn.job().withMaxDowntime(set.inForce()));
    }
    applied(
        turn,
        set.told(),
        set.escalation(),
        "the allowed downtime is now " + set.inForce().toMillis() + " ms");
  }

  static void settingsRead(Turn turn, SettingsRead read) {
    if (turn.running() != null) {
      turn.job(turn.job().withMaxDowntime(read.maxDowntime()));
      turn.job(turn.job().withShare(turn.job().share().withInForce(read.limit())));
    }
  }

  static void dirtied(Turn turn, Dirtied dirtied) {
    var told = dirtied.told();
    turn.answer(
        told,
        about ->
            new DirtyingMeasured(about, turn.host(), told.order().sequence(), dirtied.periods()));
  }

  static void postCopyTaken(Turn turn, PostCopyTaken taken) {
    applied(
        turn,
        taken.told(),
        taken.escalation(),
        "the hypervisor took the switch; here the guest is " + GuestStates.words(taken.state()));
    if (turn.running() != null) {
      turn.job(turn.job().withPostCopy(true));
      if (taken.state() == GuestState.PAUSED_POST_COPY) {
        Watching.postCopyBegan(turn);
      }
    }
  }

  static void postCopyPaused(Turn turn, Told told) {
    turn.rememberSeen(told);
    turn.answer(told, about -> new PostCopyPaused(about, turn.host(), told.order().sequence()));
  }

  static void guestRead(Turn turn, GuestRead read) {
    Undo.handOver(turn, read.told(), read.state(), read.jobActive());
    turn.answer(
        read.told(),
        about ->
            new GuestStateReported(
                about,
                turn.host(),
                read.told().order().sequence(),
                read.state(),
                read.jobActive(),
                read.figures()));
  }

  static void inspected(Turn turn, HostInspected inspected) {
    var told = inspected.told();
    long answers = told.order().sequence();
    switch (told.command()) {
      case CheckFacts check -> {
        var question =
            new Question(turn.host(), check.source(), check.guest(), check.origin(), null);
        var facts = DestinationFacts.of(question, inspected.host(), turn.now);
        turn.answer(told, about -> new FactsAnswered(about, turn.host(), answers, facts));
      }
      case PrepareDestination prepare -> {
        if (inspected.host() instanceof HostView.Unreachable unreachable) {
          Undo.failed(turn, told, unreachable.words());
          return;
        }
        prepared(turn, told, prepare, inspected.host());
      }
      default -> throw new IllegalStateException("asks nothing of the host: " + told.command());
    }
  }

  private static void prepared(Turn turn, Told told, PrepareDestination prepare, HostView host) {
    var order = told.order();
    var question =
        new Question(
            turn.host(), prepare.source(), prepare.guest(), prepare.origin(), prepare.claims());
    var facts = DestinationFacts.of(question, host, turn.now);
    turn.remember(new Prepared(order.migration(), order.attempt(), prepare.guest().guest()));
    turn.rememberSeen(told);
    turn.answer(
        told, about -> new DestinationPrepared(about, turn.host(), order.sequence(), facts));
  }

  static void refused(Turn turn, HypervisorRefused refused) {
    if (Bandwidths.waitsForTheJob(turn, refused)) {
      return;
    }
    Holds.refused(turn, refused);
    var told = refused.told();
    // Not remembered where nothing is known: the same command may come again and be tried.
    if (refused.kind() != HypervisorException.Kind.UNREACHABLE) {
      turn.rememberSeen(told);
    }
    turn.refuse(told, reason(turn, refused.kind()), refused.words());
  }

  private static RefusalReason reason(Turn turn, HypervisorException.Kind kind) {
    var job = turn.running();
    return switch (kind) {
      case NO_SUCH_GUEST -> RefusalReason.UNKNOWN_GUEST;
      // Before the job was ever seen, that there is none is no end.
      case NO_JOB ->
          job != null && !job.started() ? RefusalReason.HYPERVISOR_ERROR : RefusalReason.DONE;
      case UNSUPPORTED -> RefusalReason.UNSUPPORTED;
      case UNREACHABLE, WRONG_STATE, ABORTED, FAILED -> RefusalReason.HYPERVISOR_ERROR;
    };
  }
}
