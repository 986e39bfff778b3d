package io.godwit.agent.job;

import io.godwit.agent.hypervisor.MigrateCall;
import io.godwit.agent.hypervisor.MigrationTag;
import io.godwit.agent.journal.JournalEntry;
import io.godwit.agent.journal.JournalEntry.Making;
import io.godwit.agent.storage.Preparation;
import io.godwit.agent.storage.Step;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.ProgressSample;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is to be done, in this order, each before the next. */
public sealed interface Effect {
  /** Something that is asked of the host, whose answer is the next input. */
  sealed interface Asking extends Effect {}

  /** To the journal, forced to the disk. */
  record Remember(JournalEntry entry) implements Effect {}

  /**
   * To agent.events, retried until the broker has it.
   *
   * @param traceparent trace that it belongs to
   */
  record Tell(AgentEvent event, @Nullable String traceparent) implements Effect {}

  /** To migration.progress; may be lost. */
  record Sample(ProgressSample sample, @Nullable String traceparent) implements Effect {}

  /** Read the guest before the start. Gives GuestLookedAt or HypervisorRefused. */
  record LookAtGuest(Told told, UUID guest) implements Asking {}

  /** Gives Tagged or HypervisorRefused. */
  record WriteTag(Told told, UUID guest, MigrationTag tag) implements Asking {}

  /** Make the migrate call on a thread of its own, and sample. Gives CallReturned, later. */
  record StartCall(MigrateCall call) implements Effect {}

  /** Sample a job that was found running; read its allowed downtime. */
  record Attach(UUID guest) implements Effect {}

  /** Gives DowntimeSet or HypervisorRefused. */
  record SetMaxDowntime(Told told, UUID guest, Escalation.RaiseDowntime escalation)
      implements Asking {}

  /** Gives PostCopyTaken or HypervisorRefused. */
  record StartPostCopy(Told told, UUID guest, Escalation.SwitchToPostCopy escalation)
      implements Asking {}

  /** Gives Suspended or HypervisorRefused. */
  record Suspend(Told told, UUID guest, Escalation.Pause escalation) implements Asking {}

  /** Gives Throttled or HypervisorRefused. */
  record SetThrottle(Told told, UUID guest, Escalation.Throttle escalation) implements Asking {}

  /**
   * Hold the guest back no more, if it is here and its job is over. Gives LetGo, always.
   *
   * @param paused whether it was suspended
   * @param quotaPercent by how much a quota slows it
   */
  record LetGo(UUID guest, boolean paused, int quotaPercent) implements Asking {}

  /**
   * Measure how much the guest writes, on a thread of its own; ended by the start of a call. Gives
   * Dirtied or HypervisorRefused, later.
   */
  record MeasureDirtying(Told told, UUID guest, List<Duration> periods) implements Effect {
    public MeasureDirtying {
      periods = List.copyOf(periods);
    }
  }

  /** Gives AbortTaken or AbortNotTaken. */
  record Abort(UUID guest) implements Asking {}

  /** Gives PostCopyPaused or HypervisorRefused. */
  record PausePostCopy(Told told, UUID guest) implements Asking {}

  /** Make the call on a thread of its own, and sample. Gives ResumeReturned, later. */
  record ResumePostCopy(UUID guest, String peerUri) implements Effect {}

  /** Gives GuestRead, always. */
  record ReadGuest(Told told, UUID guest) implements Asking {}

  /** Gives HostInspected, always. */
  record InspectHost(Told told) implements Asking {}

  /** Gives BandwidthSet or HypervisorRefused. */
  record SetBandwidth(Told told, UUID guest, @Nullable BytesPerSecond limit) implements Asking {}

  /** Look at what a preparation needs. Gives StorageSeen or PreparationBroke. */
  record LookAtStorage(Told told, Preparation preparation) implements Asking {}

  /** What was just written down. Gives StepDone or StepFailed. */
  record Make(Told told, Preparation preparation, Step step) implements Asking {}

  /** Take away what an attempt made, if nobody uses it. Gives Removed, always. */
  record Remove(Making making) implements Asking {}

  /** Give TryAgain, some time later. */
  record TryLater() implements Effect {}

  /**
   * Delete the volumes of disks that were copied, if nobody uses them. Gives Released or
   * HypervisorRefused.
   *
   * @param kept paths that stay anyhow, each with its reason
   */
  record Release(Told told, UUID guest, List<GuestNeeds.Disk> disks, List<String> kept)
      implements Asking {
    public Release {
      disks = List.copyOf(disks);
      kept = List.copyOf(kept);
    }
  }

  /** The job is over: sample no more. */
  record StopSampling() implements Effect {}
}
