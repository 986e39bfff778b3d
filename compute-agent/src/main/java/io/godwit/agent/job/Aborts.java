package io.godwit.agent.job;

import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.job.Input.AbortNotTaken;
import io.godwit.agent.job.Running.PendingAbort;
import io.godwit.agent.journal.JournalEntry.Aborting;
import io.godwit.events.agent.AgentCommand.Escalate;
import io.godwit.events.agent.AgentEvent.AbortApplied;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.Order;
import io.godwit.events.agent.RefusalReason;
import java.time.Duration;

/** The latch of the abort: from the word to the hypervisor's answer. */
final class Aborts {
  private static final Duration BY_ITSELF = Duration.ofSeconds(30);

  private Aborts() {}

  /** Journal first, so that after a crash the end still says who wanted it. */
  static void want(Turn turn, Told told) {
    var order = told.order();
    turn.rememberSeen(told);
    turn.remember(new Aborting(order.migration(), order.attempt(), order.issuer()));
    turn.job(
        turn.job().withAbort(new PendingAbort(order.issuer(), told, false, order.expiresAt())));
    turn.then(new Effect.Abort(turn.job().guest()));
  }

  /** Nobody commands it: what the policy had wanted did not come about. */
  static void wantByItself(Turn turn) {
    var began = turn.job().began();
    var by = Order.Issuer.POLICY;
    turn.remember(new Aborting(began.migration(), began.attempt(), by));
    turn.job(turn.job().withAbort(new PendingAbort(by, null, false, turn.now.plus(BY_ITSELF))));
    turn.then(new Effect.Abort(turn.job().guest()));
  }

  /** Once more, if the hypervisor could not be told yet. */
  static void retry(Turn turn) {
    var pending = turn.job().abort();
    if (pending == null || pending.taken()) {
      return;
    }
    if (turn.now.isAfter(pending.until())) {
      release(turn, RefusalReason.HYPERVISOR_ERROR, "the hypervisor did not take it in time");
    } else {
      turn.then(new Effect.Abort(turn.job().guest()));
    }
  }

  static void taken(Turn turn) {
    var job = turn.running();
    var pending = job == null ? null : job.abort();
    if (job == null || pending == null || pending.taken()) {
      return;
    }
    turn.job(job.withAbort(new PendingAbort(pending.by(), null, true, pending.until())));
    if (pending.told() != null) {
      answer(turn, pending.told(), "the hypervisor took the abort");
    }
  }

  static void answer(Turn turn, Told told, String effect) {
    if (told.command() instanceof Escalate escalate) {
      Answers.applied(turn, told, escalate.escalation(), effect);
    } else {
      turn.answer(told, about -> new AbortApplied(about, turn.host(), told.order().sequence()));
    }
  }

  /** What is no answer, or says only that the job is not there yet, is tried again. */
  static void notTaken(Turn turn, AbortNotTaken refused) {
    var job = turn.running();
    if (job == null) {
      return;
    }
    switch (refused.kind()) {
      case NO_JOB, UNREACHABLE -> {}
      case UNSUPPORTED -> release(turn, RefusalReason.UNSUPPORTED, refused.words());
      case NO_SUCH_GUEST -> release(turn, RefusalReason.UNKNOWN_GUEST, refused.words());
      case WRONG_STATE, ABORTED, FAILED ->
          release(
              turn,
              refused.kind() == Kind.WRONG_STATE && job.postCopy()
                  ? RefusalReason.POST_COPY
                  : RefusalReason.HYPERVISOR_ERROR,
              refused.words());
    }
  }

  private static void release(Turn turn, RefusalReason reason, String detail) {
    var job = turn.job();
    var pending = job.abort();
    turn.job(job.withAbort(null));
    turn.remember(new Aborting(turn.state.history().migration(), job.began().attempt(), null));
    if (pending != null && pending.told() != null) {
      turn.refuse(pending.told(), reason, detail);
    }
  }

  /** Post-copy began before the hypervisor could be told: the other latch holds now. */
  static void overtakenByPostCopy(Turn turn) {
    var pending = turn.job().abort();
    if (pending != null && !pending.taken()) {
      release(turn, RefusalReason.POST_COPY, "post-copy began before the abort was taken");
    }
  }

  static Outcome outcomeOf(PendingAbort abort) {
    return abort.by() == Order.Issuer.POLICY ? Outcome.GIVEN_UP : Outcome.ABORTED;
  }
}
