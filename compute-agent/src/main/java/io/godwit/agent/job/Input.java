package io.godwit.agent.job;

import io.godwit.agent.host.HostView;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.agent.hypervisor.MigrationTag;
import io.godwit.agent.journal.JournalEntry.Making;
import io.godwit.agent.storage.Preparation;
import io.godwit.agent.storage.Step;
import io.godwit.agent.storage.StorageView;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.agent.AgentEvent.DirtiedIn;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.JobFigures;
import io.godwit.events.convergence.Escalation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a migration's actor is told: commands, what came of its effects, what was seen. */
public sealed interface Input {
  /** A command arrived. */
  record Commanded(Told told) implements Input {}

  /** The agent has just started and the journal knows this migration. */
  record AgentRestarted() implements Input {}

  /**
   * What is true of a guest before its migration is begun.
   *
   * @param tag who last moved or tried to move it
   */
  record GuestLookedAt(Told told, GuestState state, boolean jobActive, @Nullable MigrationTag tag)
      implements Input {}

  /** The guest bears the attempt's tag. */
  record Tagged(Told told) implements Input {}

  /** The allowed downtime was set; this one is in force now. */
  record DowntimeSet(Told told, Escalation.RaiseDowntime escalation, Duration inForce)
      implements Input {}

  /**
   * What is in force of a migration which was found running.
   *
   * @param limit of its bandwidth; absent: none
   */
  record SettingsRead(Duration maxDowntime, @Nullable BytesPerSecond limit) implements Input {}

  /** The guest was suspended. */
  record Suspended(Told told, Escalation.Pause escalation) implements Input {}

  /**
   * A quota of the guest's CPUs was set.
   *
   * @param inForce percent, as it is now
   */
  record Throttled(Told told, Escalation.Throttle escalation, int inForce) implements Input {}

  /**
   * Whether nothing holds the guest back any more.
   *
   * @param words why not
   */
  record LetGo(boolean done, String words) implements Input {}

  /** How much the guest wrote in each of the periods. */
  record Dirtied(Told told, List<DirtiedIn> periods) implements Input {
    public Dirtied {
      periods = List.copyOf(periods);
    }
  }

  /** The hypervisor took the switch to post-copy; the guest's state right after it. */
  record PostCopyTaken(Told told, Escalation.SwitchToPostCopy escalation, GuestState state)
      implements Input {}

  /** The hypervisor took the abort. */
  record AbortTaken() implements Input {}

  /** It did not take the abort. */
  record AbortNotTaken(HypervisorException.Kind kind, String words) implements Input {}

  /** The hypervisor paused the post-copy. */
  record PostCopyPaused(Told told) implements Input {}

  /** The call that resumes a post-copy returned. */
  record ResumeReturned(Ending ending) implements Input {}

  /** The hypervisor did not do what a command asked for. */
  record HypervisorRefused(Told told, HypervisorException.Kind kind, String words)
      implements Input {}

  /** Answer for ReportGuestState; UNKNOWN if the hypervisor could not be asked. */
  record GuestRead(Told told, GuestState state, boolean jobActive, @Nullable JobFigures figures)
      implements Input {}

  /** What the host looks like, for CheckFacts and PrepareDestination. */
  record HostInspected(Told told, HostView host) implements Input {}

  /**
   * The bandwidth limit was set.
   *
   * @param inForce what the hypervisor says after it; absent: none
   */
  record BandwidthSet(Told told, @Nullable BytesPerSecond inForce) implements Input {}

  /** What the host's storage looks like before the next step of a preparation. */
  record StorageSeen(Told told, Preparation preparation, StorageView view) implements Input {}

  /** It could not be looked at. */
  record PreparationBroke(Told told, String words) implements Input {}

  /** A step of a preparation was done. */
  record StepDone(Told told, Preparation preparation) implements Input {}

  /**
   * A step was not done.
   *
   * @param unknown whether it may have been done all the same
   */
  record StepFailed(Told told, Step step, String words, boolean unknown) implements Input {}

  /** What became of something that was to be taken away. */
  record Removed(Making making, Outcome outcome, String words) implements Input {
    /** What became of it. */
    public enum Outcome {
      GONE,
      /** It is used, and so is not the attempt's any more. */
      KEPT,
      /** It is there still, and to be tried again. */
      LATER
    }
  }

  /** What could not be taken away is to be tried again. */
  record TryAgain() implements Input {}

  /** What became of the source's volumes. */
  record Released(Told told, List<String> removed, List<String> kept) implements Input {
    public Released {
      removed = List.copyOf(removed);
      kept = List.copyOf(kept);
    }
  }

  /** The migrate call returned. */
  record CallReturned(Ending ending) implements Input {}

  /** A sample of the running job. */
  record JobSeen(JobSnapshot snapshot) implements Input {}

  /** There was no job when it was looked for; the guest's state read after that. */
  record JobMissing(GuestState state) implements Input {}
}
