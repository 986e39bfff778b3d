package io.godwit.agent.job;

import io.godwit.agent.job.Running.Call;
import io.godwit.agent.journal.JournalEntry.Ended;
import io.godwit.events.agent.AgentEvent.MigrationEnded;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.AgentEvent.PostCopyResumed;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.JobFigures;
import io.godwit.events.agent.RefusalReason;
import org.jspecify.annotations.Nullable;

/** The end of a job, as the source saw it. */
final class Ends {
  private Ends() {}

  static void succeeded(Turn turn, @Nullable JobFigures figures) {
    Watching.started(turn);
    end(turn, Outcome.SUCCEEDED, figures, null);
  }

  /** From the guest's own state, once there is no job and the call is over or not ours. */
  static void readFrom(Turn turn, GuestState state) {
    boolean left = state == GuestState.ABSENT || state == GuestState.SHUT_OFF;
    var job = turn.job();
    switch (job.call()) {
      case Call.Returned(var ending) -> {
        if (left && job.postCopy()) {
          succeeded(turn, null);
        } else {
          failed(turn, words(ending), Outcome.FAILED, left);
        }
      }
      case Call.None(var why) -> {
        if (left) {
          succeeded(turn, null);
        } else {
          failed(turn, why, Outcome.INTERRUPTED, false);
        }
      }
      case Call.Open _ -> throw new IllegalStateException("the call has not returned");
    }
  }

  private static void failed(Turn turn, String words, Outcome otherwise, boolean left) {
    var abort = turn.job().abort();
    if (abort == null || left) {
      end(turn, otherwise, null, words);
    } else {
      // As was wanted: no error, unless nobody commanded it.
      end(turn, Aborts.outcomeOf(abort), null, Holds.whyGivenUp(turn));
    }
  }

  private static String words(Ending ending) {
    return switch (ending) {
      case Ending.Aborted(var words) -> words;
      case Ending.Failed(var words) -> words;
      case Ending.Lost(var words) -> words;
      case Ending.Succeeded _ -> "";
    };
  }

  private static void end(
      Turn turn, Outcome outcome, @Nullable JobFigures figures, @Nullable String error) {
    var began = turn.job().began();
    answerWhatWaits(turn, outcome);
    turn.remember(new Ended(began.migration(), began.attempt(), outcome, figures, error));
    Samples.publishLast(turn, figures);
    turn.tell(about -> new MigrationEnded(about, turn.host(), outcome, figures, error));
    turn.then(new Effect.StopSampling());
    turn.state = turn.state.withRunning(null);
    Holds.ended(turn);
  }

  private static void answerWhatWaits(Turn turn, Outcome outcome) {
    Bandwidths.ended(turn);
    var abort = turn.job().abort();
    if (abort != null && abort.told() != null) {
      if (outcome == Outcome.ABORTED || outcome == Outcome.GIVEN_UP) {
        Aborts.answer(turn, abort.told(), "the job was aborted");
      } else {
        turn.refuse(abort.told(), RefusalReason.DONE, "the job ended before it could be aborted");
      }
    }
    var resume = turn.job().resume();
    if (resume != null && outcome == Outcome.SUCCEEDED) {
      turn.answer(
          resume, about -> new PostCopyResumed(about, turn.host(), resume.order().sequence()));
    } else if (resume != null) {
      turn.refuse(resume, RefusalReason.DONE, "the job has ended");
    }
  }
}
