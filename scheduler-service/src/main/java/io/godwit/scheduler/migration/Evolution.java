package io.godwit.scheduler.migration;

import io.godwit.events.agent.AgentEvent;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.scheduler.migration.Migration.CancelWish;
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
      case Change.Found(var guest, var source, var paused) -> {
        draft.guest = guest;
        draft.source = source;
        draft.guestWasPaused = paused;
      }
      case Change.Dispatched(var placement) -> dispatched(draft, placement);
      case Change.Ended(var ending) -> draft.attempt(draft.attempt().withEnding(ending));
      case Change.RoundBegan() -> {
        draft.questions.removeIf(question -> question.kind() == Question.Kind.STATE);
        draft.attempt(draft.attempt().withNewRound());
      }
      case Change.Suspected(var ruling) -> draft.attempt(draft.attempt().withSuspicion(ruling));
      case Change.PauseWanted(var wanted) -> draft.attempt(draft.attempt().withPauseNext(wanted));
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
      case MigrationEvent.MigrationQueued e -> {
        if (draft.state != MigrationState.QUEUED) {
          draft.enter(MigrationState.QUEUED, e);
        }
        draft.waitingFor = e.waitingFor();
        draft.nextCheckAt = null;
      }
      case MigrationEvent.MigrationChecking e -> draft.enter(MigrationState.CHECKING, e);
      case MigrationEvent.MigrationPreparing e -> {
        draft.enter(MigrationState.PREPARING, e);
        draft.attempt(draft.attempt().withFacts(e.facts()));
      }
      case MigrationEvent.MigrationRunning e -> {
        draft.enter(MigrationState.RUNNING, e);
        draft.attempt(draft.attempt().withStarted(about.at()));
      }
      case MigrationEvent.MigrationSwitchedToPostCopy _ ->
          draft.attempt(draft.attempt().withPostCopy());
      case MigrationEvent.MigrationRecovering e -> {
        draft.enter(MigrationState.RECOVERING, e);
        draft.attempt(draft.attempt().withNoRounds());
      }
      case MigrationEvent.MigrationVerifying e -> {
        draft.enter(MigrationState.VERIFYING, e);
        draft.attempt(draft.attempt().withNoRounds());
      }
      case MigrationEvent.MigrationCancelling e ->
          draft.cancel = new CancelWish(e.explanation(), about.at());
      case MigrationEvent.CancelRefused _ -> draft.withdrawCancel();
      case MigrationEvent.RequestRefused _ -> {}
      case MigrationEvent.AttemptFailed e ->
          draft.tried.add(new Tried(draft.attempt().destination(), e.cause(), e.detail()));
      case MigrationEvent.MigrationCompleted e -> draft.end(MigrationState.COMPLETED, e);
      case MigrationEvent.MigrationFailed e -> draft.end(MigrationState.FAILED, e);
      case MigrationEvent.MigrationCancelled e -> draft.end(MigrationState.CANCELLED, e);
      case MigrationEvent.MigrationRejected e -> draft.end(MigrationState.REJECTED, e);
    }
  }

  private static void ordered(Draft draft, Change.Ordered ordered) {
    var order = ordered.command().order();
    var kind = ordered.kind();
    draft.orders = order.sequence();
    if (kind == Question.Kind.START) {
      draft.enter(MigrationState.STARTING, ordered.at());
      draft.attempt(draft.attempt().withStartExpiring(order.expiresAt()));
    }
    if (kind != Question.Kind.TEAR_DOWN) {
      draft.ask(kind, order.host(), order.sequence());
    }
  }

  private static void heard(Draft draft, AgentEvent event) {
    draft.hear(event.host(), event.about().sequence());
    switch (event) {
      case AgentEvent.FactsAnswered e -> draft.answered(Question.Kind.CHECK, e.host());
      case AgentEvent.DestinationPrepared e -> {
        draft.answered(Question.Kind.PREPARE, e.host());
        draft.attempt(draft.attempt().withFacts(e.facts()));
      }
      case AgentEvent.PreparationFailed e -> draft.answered(Question.Kind.PREPARE, e.host());
      case AgentEvent.MigrationStarted e -> draft.answered(Question.Kind.START, e.host());
      case AgentEvent.AbortApplied e -> draft.answered(Question.Kind.ABORT, e.host());
      case AgentEvent.PostCopyPaused e -> draft.answered(Question.Kind.PAUSE, e.host());
      case AgentEvent.PostCopyResumed e -> draft.answered(Question.Kind.RESUME, e.host());
      case AgentEvent.CommandRefused e ->
          draft.questions.removeIf(
              q -> q.kind().command().equals(e.command()) && q.answeredBy(e.host(), e.answers()));
      case AgentEvent.GuestStateReported e -> draft.attempt(draft.attempt().withReport(e));
      case AgentEvent.PostCopyBegan _,
          AgentEvent.EscalationApplied _,
          AgentEvent.MigrationEnded _,
          AgentEvent.PostCopyBroke _,
          AgentEvent.DestinationTornDown _ -> {}
    }
  }

  private static void dispatched(Draft draft, Placement placement) {
    draft.attempts++;
    draft.source = placement.source();
    draft.current = Attempt.to(placement.destination(), placement.peerUri(), placement.settings());
    draft.notBefore = null;
    draft.questions.clear();
  }
}
