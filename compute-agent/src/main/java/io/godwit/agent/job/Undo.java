package io.godwit.agent.job;

import io.godwit.agent.job.Input.Removed;
import io.godwit.agent.job.Undoing.Waiting;
import io.godwit.agent.journal.JournalEntry.TearingDown;
import io.godwit.agent.journal.JournalEntry.TornDown;
import io.godwit.agent.journal.JournalEntry.Unmade;
import io.godwit.events.agent.AgentEvent.DestinationTornDown;
import io.godwit.events.agent.AgentEvent.PreparationFailed;
import io.godwit.events.agent.GuestState;
import org.jspecify.annotations.Nullable;

/**
 * Takes away what attempts made here, the last first, and answers when nothing of it is left. That
 * it is wanted is written down first, so that it goes on after the agent's death.
 */
final class Undo {
  private Undo() {}

  /** Answered always, since what it asks for is that nothing is left. */
  static void tearDown(Turn turn, Told told) {
    turn.rememberSeen(told);
    begin(turn, told.order().attempt(), new Waiting(told, null));
  }

  /** A preparation failed: what it has made goes before that is said. */
  static void failed(Turn turn, Told told, String detail) {
    turn.rememberSeen(told);
    begin(turn, told.order().attempt(), new Waiting(told, detail));
  }

  /** What earlier attempts left goes before the next is prepared. */
  static void before(Turn turn, Told told) {
    var undoing = current(turn).and(told.order().attempt() - 1, null).withNext(told);
    turn.state = turn.state.withUndoing(undoing);
    begin(turn, told.order().attempt() - 1, null);
  }

  static void afterRestart(Turn turn) {
    var holdings = turn.state.history().holdings();
    if (holdings.tearingDown() > 0) {
      turn.state = turn.state.withUndoing(Undoing.upTo(holdings.tearingDown()));
      step(turn);
    }
  }

  private static void begin(Turn turn, int attempt, @Nullable Waiting waiting) {
    turn.state = turn.state.withUndoing(current(turn).and(attempt, waiting));
    turn.remember(new TearingDown(turn.state.history().migration(), attempt));
    step(turn);
  }

  private static Undoing current(Turn turn) {
    var undoing = turn.state.undoing();
    return undoing == null ? Undoing.upTo(0) : undoing;
  }

  private static void step(Turn turn) {
    var undoing = current(turn);
    turn.state
        .history()
        .holdings()
        .lastUpTo(undoing.attempt())
        .ifPresentOrElse(
            making -> turn.then(new Effect.Remove(making)), () -> finish(turn, undoing));
  }

  private static void finish(Turn turn, Undoing undoing) {
    turn.state = turn.state.withUndoing(null);
    turn.remember(new TornDown(turn.state.history().migration(), undoing.attempt()));
    undoing.waiting().forEach(waiting -> answer(turn, waiting));
    if (undoing.next() != null) {
      Preparing.look(turn, undoing.next());
    }
  }

  private static void answer(Turn turn, Waiting waiting) {
    var told = waiting.told();
    long answers = told.order().sequence();
    var failure = waiting.failure();
    if (failure == null) {
      turn.answer(told, about -> new DestinationTornDown(about, turn.host(), answers));
    } else {
      turn.answer(told, about -> new PreparationFailed(about, turn.host(), answers, failure));
    }
  }

  static void removed(Turn turn, Removed removed) {
    if (removed.outcome() != Removed.Outcome.LATER) {
      var making = removed.making();
      turn.remember(new Unmade(making.migration(), making.attempt(), making.made()));
    }
    if (turn.state.undoing() == null) {
      return;
    }
    if (removed.outcome() == Removed.Outcome.LATER) {
      later(turn, removed);
    } else {
      step(turn);
    }
  }

  /** A preparation does not wait for it: another host may be free. */
  private static void later(Turn turn, Removed removed) {
    var undoing = current(turn);
    var next = undoing.next();
    if (next != null) {
      turn.rememberSeen(next);
      answer(
          turn,
          new Waiting(
              next,
              "what attempt %d made here is there still: %s"
                  .formatted(removed.making().attempt(), removed.words())));
    }
    turn.state = turn.state.withUndoing(undoing.withNext(null).withTimed(true));
    if (!undoing.timed()) {
      turn.then(new Effect.TryLater());
    }
  }

  static void again(Turn turn) {
    var undoing = turn.state.undoing();
    if (undoing != null) {
      turn.state = turn.state.withUndoing(undoing.withTimed(false));
      step(turn);
    }
  }

  /**
   * The guest has arrived: what was made for it is its own from now on. A guest that only comes in
   * is paused, and one that fetches its memory has a job.
   */
  static void handOver(Turn turn, Told told, GuestState state, boolean jobActive) {
    var history = turn.state.history();
    var prepared = history.prepared();
    boolean arrived =
        state == GuestState.RUNNING
            && !jobActive
            && prepared != null
            && prepared.attempt() == told.order().attempt();
    if (!arrived || turn.state.undoing() != null) {
      return;
    }
    for (var made : history.holdings().of(told.order().attempt())) {
      turn.remember(new Unmade(history.migration(), told.order().attempt(), made));
    }
  }
}
