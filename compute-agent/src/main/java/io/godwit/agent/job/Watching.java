package io.godwit.agent.job;

import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.agent.job.Running.Call;
import io.godwit.events.agent.AgentEvent.MigrationStarted;
import io.godwit.events.agent.AgentEvent.PostCopyBegan;
import io.godwit.events.agent.AgentEvent.PostCopyBroke;
import io.godwit.events.agent.AgentEvent.PostCopyResumed;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.convergence.Phase;

/** What is made of the job's samples, of its absence, and of the calls' returns. */
final class Watching {
  /**
   * How often in a row a job that is not ours must be missing. libvirt shows a job a moment after
   * it took the call, and the agent may have died in that moment.
   */
  private static final int ABSENCES_THAT_TELL = 3;

  private Watching() {}

  static void seen(Turn turn, JobSnapshot told) {
    if (turn.running() == null || told.phase() == Phase.ENDED) {
      return; // how it ended is read from the call and the guest
    }
    var snapshot = Holds.seen(turn, told);
    var before = turn.job();
    var phase = snapshot.phase();
    var passes = phase == Phase.PRE_COPY ? before.passes().next(snapshot) : before.passes().still();
    turn.job(before.with().passes(passes).last(snapshot).absences(0).build());
    // While only disks are copied the hypervisor tells nothing of memory.
    if (phase != Phase.SETUP || snapshot.diskTotal().count() > 0) {
      started(turn);
    }
    Bandwidths.seen(turn, snapshot);
    switch (phase) {
      case POST_COPY -> goesOn(turn);
      case POST_COPY_BROKEN -> broke(turn);
      case SETUP, PRE_COPY, SWITCH_OVER -> Aborts.retry(turn);
      case ENDED -> {}
    }
    Samples.publishWhenDue(turn, before);
    Holds.giveUpWhenOver(turn);
  }

  static void missing(Turn turn, GuestState state) {
    if (turn.running() == null) {
      return;
    }
    switch (state) {
      case UNKNOWN, PAUSED_MIGRATING -> {
        Aborts.retry(turn);
        Holds.giveUpWhenOver(turn);
      }
      case PAUSED_POST_COPY -> goesOn(turn);
      case POST_COPY_FAILED -> broke(turn);
      case ABSENT, SHUT_OFF, RUNNING, RUNNING_POST_COPY, PAUSED_BY_USER, PAUSED_OTHER, CRASHED ->
          gone(turn, state);
    }
  }

  private static void gone(Turn turn, GuestState state) {
    switch (turn.job().call()) {
      case Call.Open _ -> Aborts.retry(turn);
      case Call.Returned _ -> Ends.readFrom(turn, state);
      case Call.None _ -> {
        turn.job(turn.job().withAbsences(turn.job().absences() + 1));
        if (turn.job().absences() >= ABSENCES_THAT_TELL) {
          Ends.readFrom(turn, state);
        }
      }
    }
  }

  static void callReturned(Turn turn, Ending ending) {
    if (turn.running() == null) {
      return;
    }
    switch (ending) {
      case Ending.Succeeded(var figures) -> Ends.succeeded(turn, figures);
      case Ending.Lost(var words) -> answered(turn, new Call.None(words));
      case Ending.Aborted _, Ending.Failed _ -> answered(turn, new Call.Returned(ending));
    }
  }

  private static void answered(Turn turn, Call call) {
    turn.job(turn.job().with().call(call).absences(0).build());
  }

  static void resumeReturned(Turn turn, Ending ending) {
    if (turn.running() == null) {
      return;
    }
    switch (ending) {
      case Ending.Succeeded(var figures) -> {
        resumed(turn);
        Ends.succeeded(turn, figures);
      }
      case Ending.Lost(var words) -> resumeFailed(turn, words);
      case Ending.Aborted(var words) -> resumeFailed(turn, words);
      case Ending.Failed(var words) -> resumeFailed(turn, words);
    }
  }

  private static void resumeFailed(Turn turn, String words) {
    var told = turn.job().resume();
    if (told != null) {
      turn.job(turn.job().withResume(null));
      turn.refuse(told, RefusalReason.HYPERVISOR_ERROR, words);
    }
  }

  private static void resumed(Turn turn) {
    var told = turn.job().resume();
    if (told != null) {
      turn.job(turn.job().withResume(null));
      turn.answer(told, about -> new PostCopyResumed(about, turn.host(), told.order().sequence()));
    }
  }

  static void started(Turn turn) {
    var job = turn.job();
    if (!job.started()) {
      turn.job(job.withStarted(true));
      turn.tell(about ->
          new MigrationStarted(about, turn.host(), job.began().guest(), job.began().settings()));
      Bandwidths.started(turn);
    }
  }

  static void postCopyBegan(Turn turn) {
    started(turn);
    Aborts.overtakenByPostCopy(turn);
    if (!turn.job().postCopyTold()) {
      turn.job(turn.job().with().postCopy(true).postCopyTold(true).build());
      turn.tell(about -> new PostCopyBegan(about, turn.host()));
    }
  }

  private static void goesOn(Turn turn) {
    postCopyBegan(turn);
    if (turn.job().broken()) {
      turn.job(turn.job().withBroken(false));
      resumed(turn);
    }
  }

  private static void broke(Turn turn) {
    postCopyBegan(turn);
    if (!turn.job().broken()) {
      turn.job(turn.job().withBroken(true));
      var detail =
          turn.job().call() instanceof Call.Returned(Ending.Failed(var words))
              ? words
              : "the hypervisor says that the post-copy failed";
      turn.tell(about -> new PostCopyBroke(about, turn.host(), detail));
    }
  }
}
