package io.godwit.agent.job;

import io.godwit.agent.hypervisor.MigrateCall;
import io.godwit.agent.hypervisor.MigrationTag;
import io.godwit.agent.journal.JournalEntry;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.ProgressSample;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is to be done, in this order, each before the next. */
public sealed interface Effect {
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
  record LookAtGuest(Told told, UUID guest) implements Effect {}

  /** Gives Tagged or HypervisorRefused. */
  record WriteTag(Told told, UUID guest, MigrationTag tag) implements Effect {}

  /** Make the migrate call on a thread of its own, and sample. Gives CallReturned, later. */
  record StartCall(MigrateCall call) implements Effect {}

  /** Sample a job that was found running; read its allowed downtime. */
  record Attach(UUID guest) implements Effect {}

  /** Gives DowntimeSet or HypervisorRefused. */
  record SetMaxDowntime(Told told, UUID guest, Escalation.RaiseDowntime escalation)
      implements Effect {}

  /** Gives PostCopyTaken or HypervisorRefused. */
  record StartPostCopy(Told told, UUID guest, Escalation.SwitchToPostCopy escalation)
      implements Effect {}

  /** Gives AbortTaken or AbortNotTaken. */
  record Abort(UUID guest) implements Effect {}

  /** Gives PostCopyPaused or HypervisorRefused. */
  record PausePostCopy(Told told, UUID guest) implements Effect {}

  /** Make the call on a thread of its own, and sample. Gives ResumeReturned, later. */
  record ResumePostCopy(UUID guest, String peerUri) implements Effect {}

  /** Gives GuestRead, always. */
  record ReadGuest(Told told, UUID guest) implements Effect {}

  /** Gives HostInspected, always. */
  record InspectHost(Told told) implements Effect {}

  /** The job is over: sample no more. */
  record StopSampling() implements Effect {}
}
