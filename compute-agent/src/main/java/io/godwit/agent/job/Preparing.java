package io.godwit.agent.job;

import io.godwit.agent.job.Input.StepFailed;
import io.godwit.agent.job.Input.StorageSeen;
import io.godwit.agent.journal.JournalEntry.Making;
import io.godwit.agent.journal.JournalEntry.Unmade;
import io.godwit.agent.storage.Preparation;
import io.godwit.agent.storage.Step;
import io.godwit.events.agent.AgentCommand.PrepareDestination;

/**
 * A destination is made ready, one step after a look at what there is; each is written down before
 * it is done. When nothing more is to be done, the host is asked for its facts again.
 */
final class Preparing {
  private Preparing() {}

  static void commanded(Turn turn, Told told) {
    int earlier = told.order().attempt() - 1;
    if (turn.state.history().holdings().lastUpTo(earlier).isPresent()) {
      Undo.before(turn, told);
    } else {
      look(turn, told);
    }
  }

  static void look(Turn turn, Told told) {
    var prepare = (PrepareDestination) told.command();
    var preparation = new Preparation(prepare.guest(), prepare.claims());
    turn.then(
        preparation.isNothing()
            ? new Effect.InspectHost(told)
            : new Effect.LookAtStorage(told, preparation));
  }

  static void seen(Turn turn, StorageSeen seen) {
    var told = seen.told();
    var own = turn.state.history().holdings().of(told.order().attempt());
    switch (seen.preparation().next(seen.view(), own)) {
      case Preparation.Next.Ready _ -> turn.then(new Effect.InspectHost(told));
      case Preparation.Next.Impossible(var why) -> Undo.failed(turn, told, why);
      case Preparation.Next.Do(var step) -> make(turn, told, seen.preparation(), step);
    }
  }

  private static void make(Turn turn, Told told, Preparation preparation, Step step) {
    var order = told.order();
    turn.remember(new Making(order.migration(), order.attempt(), step.made()));
    turn.then(new Effect.Make(told, preparation, step));
  }

  /** What was certainly not done is not this attempt's: it may be another's by the same name. */
  static void failed(Turn turn, StepFailed failed) {
    var order = failed.told().order();
    var made = failed.step().made();
    if (!failed.unknown()) {
      turn.remember(new Unmade(order.migration(), order.attempt(), made));
    }
    Undo.failed(turn, failed.told(), made + " was not made: " + failed.words());
  }
}
