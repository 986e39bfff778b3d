package io.godwit.events.agent;

import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.Require;
import io.godwit.events.convergence.Escalation;

/**
 * What an agent is told. Each sets absolute values, so that applying one twice changes nothing, and
 * each is answered by an {@link AgentEvent}.
 */
public sealed interface AgentCommand {
  Order order();

  /** To the destination: what do you know about taking this guest? Answered by FactsAnswered. */
  record CheckFacts(Order order, GuestSpec guest, HostId source) implements AgentCommand {}

  /** To the destination: make ready. Answered by DestinationPrepared or PreparationFailed. */
  record PrepareDestination(Order order, GuestSpec guest, HostId source) implements AgentCommand {}

  /**
   * To the source: begin. Happens at most once per attempt. Answered by MigrationStarted, or by
   * MigrationEnded if this attempt was begun before and has no job any more.
   *
   * @param peerUri libvirt URI of the destination, as the source's libvirtd reaches it
   */
  record StartMigration(
      Order order, GuestRef guest, HostId destination, String peerUri, StartSettings settings)
      implements AgentCommand {
    public StartMigration {
      Require.text(peerUri, "peerUri", 1000);
    }
  }

  /** To the source, from the policy. Answered by EscalationApplied or CommandRefused. */
  record Escalate(Order order, GuestRef guest, Escalation escalation) implements AgentCommand {}

  /** To the source: abort before the switch-over. Answered by AbortApplied or CommandRefused. */
  record AbortMigration(Order order, GuestRef guest, String explanation) implements AgentCommand {}

  /** To either host: what is true of this guest now? Answered by GuestStateReported. */
  record ReportGuestState(Order order, GuestRef guest) implements AgentCommand {}

  /**
   * To the source: a half-open post-copy is paused, so that it can be resumed. Answered by
   * PostCopyPaused.
   */
  record PausePostCopy(Order order, GuestRef guest) implements AgentCommand {}

  /** To the source: resume a post-copy that lost its connection. Answered by PostCopyResumed. */
  record ResumePostCopy(Order order, GuestRef guest, String peerUri) implements AgentCommand {}

  /**
   * To the destination: remove what this attempt prepared, and only that. Answered by
   * DestinationTornDown.
   */
  record TearDown(Order order, GuestRef guest) implements AgentCommand {}
}
