package io.godwit.scheduler.migration;

import io.godwit.events.agent.AgentEvent;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.scheduler.migration.Migration.CancelWish;
import io.godwit.scheduler.migration.Migration.End;
import io.godwit.scheduler.migration.Migration.Tried;

/** How a change changes a migration. */
public final class Evolution {
  private Evolution() {}

  /** The state after the change. */
  public static Migration evolve(Migration state, Change change) {
    var draft = new Draft(state);
    switch (change) {
      case Change.Said(var event) -> said(draft, event);
      case Change.Ordered ordered -> ordered(draft, ordered);
      case Change.Heard(var event) -> heard(draft, event);
      case Change.Found found -> found(draft, found);
      case Change.TurnSet(var turn) -> draft.turn = turn;
      case Change.Dispatched(var placement) -> dispatched(draft, placement);
      case Change.Confirmed confirmed -> confirmed(draft, confirmed);
      case Change.Gone gone -> gone(draft, gone);
      case Change.Capped(var cap) -> draft.origin = draft.origin.withCap(cap);
      case Change.Asked(var wanted) -> draft.attempt().asked = wanted;
      case Change.Preferred(var host) -> draft.preferred = host;
      case Change.Spared() -> draft.withdrawAbort();
      case Change.Ended(var ending) -> draft.attempt().ending = ending;
      case Change.RoundBegan() -> {
        draft.questions.removeIf(question -> question.kind() == Question.Kind.STATE);
        draft.attempt().newRound();
      }
      case Change.Suspected(var ruling) -> draft.attempt().suspicion = ruling;
      case Change.PauseWanted(var wanted) -> draft.attempt().pauseNext = wanted;
      case Change.Held(var since) -> draft.heldSince = since;
      case Change.BackedOff(var until) -> draft.notBefore = until;
      case Change.CheckSet(var at) -> draft.nextCheckAt = at;
    }
    return draft.build();
  }

  private static void said(Draft draft, MigrationEvent event) {
    var about = event.about();
    draft.events = about.sequence();
    switch (event) {
      case MigrationEvent.MigrationRequested e -> draft.enter(MigrationState.REQUESTED, e);
      case MigrationEvent.MigrationQueued e -> queued(draft, e);
      case MigrationEvent.PriorityChanged e -> draft.priority = e.priority();
      case MigrationEvent.MigrationChecking e -> draft.enter(MigrationState.CHECKING, e);
      case MigrationEvent.MigrationPreparing e -> {
        draft.enter(MigrationState.PREPARING, e);
        draft.attempt().facts = e.facts();
      }
      case MigrationEvent.MigrationRunning e -> {
        draft.enter(MigrationState.RUNNING, e);
        draft.attempt().startedAt = about.at();
      }
      case MigrationEvent.BandwidthGranted e -> draft.attempt().limit = e.limit();
      case MigrationEvent.BandwidthVerified e ->
          draft.attempt().measured = e.kept() ? null : e.measured();
      case MigrationEvent.MigrationSwitchedToPostCopy _ -> draft.attempt().postCopy = true;
      case MigrationEvent.MigrationRecovering e -> {
        draft.enter(MigrationState.RECOVERING, e);
        draft.attempt().noRounds();
      }
      case MigrationEvent.MigrationVerifying e -> {
        draft.enter(MigrationState.VERIFYING, e);
        draft.attempt().noRounds();
      }
      case MigrationEvent.MigrationPreempted e -> draft.attempt().preemptedBy = e.by();
      case MigrationEvent.MigrationCancelling e ->
          draft.cancel = new CancelWish(e.explanation(), about.at());
      case MigrationEvent.CancelRefused _ -> {
        if (!draft.state.terminal()) {
          draft.withdrawCancel();
        }
      }
      case MigrationEvent.PolicyRetuned e -> draft.origin = draft.origin.withPolicy(e.policy());
      case MigrationEvent.RequestRefused _,
          MigrationEvent.CompletionDemanded _,
          MigrationEvent.WishRefused _ -> {}
      case MigrationEvent.AttemptFailed e ->
          draft.tried.add(new Tried(e.destination(), e.cause(), e.detail()));
      case MigrationEvent.MigrationCompleted e -> draft.end(MigrationState.COMPLETED, e, null);
      case MigrationEvent.MigrationFailed e ->
          draft.end(MigrationState.FAILED, e, new End(e.cause(), null, e.detail()));
      case MigrationEvent.MigrationCancelled e ->
          draft.end(MigrationState.CANCELLED, e, new End(null, null, cancelled(e)));
      case MigrationEvent.MigrationRejected e ->
          draft.end(MigrationState.REJECTED, e, new End(null, e.reason(), e.detail()));
    }
  }

  private static String cancelled(MigrationEvent.MigrationCancelled event) {
    var explanation = event.explanation();
    return "its migration was cancelled" + (explanation == null ? "" : ": " + explanation);
  }

  private static void queued(Draft draft, MigrationEvent.MigrationQueued event) {
    if (draft.state != MigrationState.QUEUED) {
      draft.enter(MigrationState.QUEUED, event);
    }
    draft.waitingFor = event.waitingFor();
    draft.nextCheckAt = null;
  }

  private static void found(Draft draft, Change.Found found) {
    draft.guest = found.guest();
    draft.source = found.source();
    draft.guestWasPaused = found.paused();
    draft.labels = found.labels();
    draft.origin = draft.origin.withPolicy(found.policy());
  }

  private static void ordered(Draft draft, Change.Ordered ordered) {
    var order = ordered.command().order();
    var kind = ordered.kind();
    draft.orders = order.sequence();
    if (kind == Question.Kind.START) {
      draft.enter(MigrationState.STARTING, ordered.at());
      draft.attempt().startExpiresAt = order.expiresAt();
    }
    if (!kind.isChore()) {
      draft.ask(kind, order.host(), order.sequence());
    }
  }

  private static void heard(Draft draft, AgentEvent event) {
    draft.hear(event.host(), event.about().sequence());
    switch (event) {
      case AgentEvent.FactsAnswered e -> {
        draft.answered(Question.Kind.CHECK, e.host());
        draft.attempt().answer(e.host(), e.facts());
        draft.grade(e.host(), e.facts());
      }
      case AgentEvent.DirtyingMeasured e -> {
        draft.answered(Question.Kind.MEASURE, e.host());
        draft.attempt().dirtied = e.periods();
      }
      case AgentEvent.DestinationPrepared e -> {
        draft.answered(Question.Kind.PREPARE, e.host());
        draft.attempt().facts = e.facts();
      }
      case AgentEvent.PreparationFailed e -> draft.answered(Question.Kind.PREPARE, e.host());
      case AgentEvent.MigrationStarted e -> draft.answered(Question.Kind.START, e.host());
      case AgentEvent.BandwidthApplied e -> draft.answered(Question.Kind.BANDWIDTH, e.host());
      case AgentEvent.AbortApplied e -> draft.answered(Question.Kind.ABORT, e.host());
      case AgentEvent.PostCopyPaused e -> draft.answered(Question.Kind.PAUSE, e.host());
      case AgentEvent.PostCopyResumed e -> draft.answered(Question.Kind.RESUME, e.host());
      case AgentEvent.CommandRefused e ->
          draft.questions.removeIf(
              q -> q.kind().command().equals(e.command()) && q.answeredBy(e.host(), e.answers()));
      case AgentEvent.GuestStateReported e -> draft.attempt().report(e);
      case AgentEvent.PostCopyBegan _,
          AgentEvent.EscalationApplied _,
          AgentEvent.BandwidthMeasured _,
          AgentEvent.MigrationEnded _,
          AgentEvent.PostCopyBroke _,
          AgentEvent.DestinationTornDown _,
          AgentEvent.SourceReleased _ -> {}
    }
  }

  private static void gone(Draft draft, Change.Gone gone) {
    draft.origin = draft.origin.withPolicy(gone.policy());
    draft.attempt().settings = gone.settings();
    draft.attempt().limit = gone.settings().bandwidthLimit();
    draft.attempt().outset = gone.outset();
    draft.attempt().goAt = gone.at();
    draft.attempt().behind = gone.behind();
  }

  private static void dispatched(Draft draft, Placement placement) {
    draft.attempts++;
    draft.source = placement.source();
    draft.attempt(placement);
    draft.heldSince = null;
    draft.notBefore = null;
    draft.questions.clear();
  }

  private static void confirmed(Draft draft, Change.Confirmed confirmed) {
    if (draft.state != MigrationState.READY) {
      draft.enter(MigrationState.READY, confirmed.at());
    }
    draft.attempt().facts = confirmed.facts();
    draft.attempt().checkedAt = confirmed.at();
  }
}
