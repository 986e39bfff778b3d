package io.godwit.agent.job;

import io.godwit.agent.job.Input.AbortNotTaken;
import io.godwit.agent.job.Input.AbortTaken;
import io.godwit.agent.job.Input.AgentRestarted;
import io.godwit.agent.job.Input.BandwidthSet;
import io.godwit.agent.job.Input.CallReturned;
import io.godwit.agent.job.Input.Commanded;
import io.godwit.agent.job.Input.Dirtied;
import io.godwit.agent.job.Input.DowntimeSet;
import io.godwit.agent.job.Input.GuestLookedAt;
import io.godwit.agent.job.Input.GuestRead;
import io.godwit.agent.job.Input.HostInspected;
import io.godwit.agent.job.Input.HypervisorRefused;
import io.godwit.agent.job.Input.JobMissing;
import io.godwit.agent.job.Input.JobSeen;
import io.godwit.agent.job.Input.LetGo;
import io.godwit.agent.job.Input.PostCopyPaused;
import io.godwit.agent.job.Input.PostCopyTaken;
import io.godwit.agent.job.Input.PreparationBroke;
import io.godwit.agent.job.Input.Released;
import io.godwit.agent.job.Input.Removed;
import io.godwit.agent.job.Input.ResumeReturned;
import io.godwit.agent.job.Input.SettingsRead;
import io.godwit.agent.job.Input.StepDone;
import io.godwit.agent.job.Input.StepFailed;
import io.godwit.agent.job.Input.StorageSeen;
import io.godwit.agent.job.Input.Suspended;
import io.godwit.agent.job.Input.Tagged;
import io.godwit.agent.job.Input.Throttled;
import io.godwit.agent.job.Input.TryAgain;
import java.time.Instant;

/**
 * Everything that an agent decides about one migration, as a function: the place where the commands
 * of scheduler and policy are put in order.
 *
 * <p>Two latches: once an abort is wanted no escalation is taken (ABORTING), once post-copy has
 * begun no abort is (POST_COPY). Every command that arrives is answered once; an attempt is handed
 * to the hypervisor at most once, after journal and tag say so; and an end is told only when the
 * call's return, or the guest's own state after the job is gone, says that it is one.
 */
public final class MigrationJob {
  private MigrationJob() {}

  /** What follows from an input. Rejections are events ({@code CommandRefused}) too. */
  public static Decision decide(JobState state, Input input, Instant now) {
    var turn = new Turn(state, now);
    switch (input) {
      case Commanded commanded -> Commands.handle(turn, commanded.told());
      case AgentRestarted _ -> {
        Starting.afterRestart(turn);
        Undo.afterRestart(turn);
        Holds.afterRestart(turn);
      }
      case GuestLookedAt looked -> Starting.lookedAt(turn, looked);
      case Tagged tagged -> Starting.tagged(turn, tagged.told());
      case DowntimeSet set -> Answers.downtimeSet(turn, set);
      case SettingsRead read -> Answers.settingsRead(turn, read);
      case Suspended suspended -> Holds.suspended(turn, suspended);
      case Throttled throttled -> Holds.throttled(turn, throttled);
      case LetGo result -> Holds.letGo(turn, result);
      case Dirtied dirtied -> Answers.dirtied(turn, dirtied);
      case PostCopyTaken taken -> Answers.postCopyTaken(turn, taken);
      case AbortTaken _ -> Aborts.taken(turn);
      case AbortNotTaken refused -> Aborts.notTaken(turn, refused);
      case PostCopyPaused paused -> Answers.postCopyPaused(turn, paused.told());
      case ResumeReturned returned -> Watching.resumeReturned(turn, returned.ending());
      case HypervisorRefused refused -> Answers.refused(turn, refused);
      case GuestRead read -> Answers.guestRead(turn, read);
      case HostInspected inspected -> Answers.inspected(turn, inspected);
      case BandwidthSet set -> Bandwidths.set(turn, set);
      case StorageSeen seen -> Preparing.seen(turn, seen);
      case PreparationBroke broke -> Undo.failed(turn, broke.told(), broke.words());
      case StepDone done -> turn.then(new Effect.LookAtStorage(done.told(), done.preparation()));
      case StepFailed failed -> Preparing.failed(turn, failed);
      case Removed removed -> Undo.removed(turn, removed);
      case TryAgain _ -> {
        Undo.again(turn);
        Holds.again(turn);
      }
      case Released released -> Releases.released(turn, released);
      case CallReturned returned -> Watching.callReturned(turn, returned.ending());
      case JobSeen seen -> Watching.seen(turn, seen.snapshot());
      case JobMissing missing -> Watching.missing(turn, missing.state());
    }
    return turn.decision();
  }
}
