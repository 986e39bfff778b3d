package io.godwit.events.wire;

import static java.util.Map.entry;

import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.EscalationEvent;
import io.godwit.events.convergence.EscalationVerified;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.evacuation.EvacuationEvent;
import io.godwit.events.host.HostHeartbeat;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostSettingsApplied;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.QueueReported;
import io.godwit.events.plan.PlanMade;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.events.request.MigrationRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every topic of Godwit, with every event type that it carries. */
public final class Topics {
  public static final Topic<MigrationRequest> REQUESTS =
      new Topic<>(
          "migration.requests.v1",
          MigrationRequest.class,
          "any",
          false,
          true,
          types(
              entry("migration.request.v1", MigrationRequest.RequestMigration.class),
              entry("migration.cancel.v1", MigrationRequest.CancelMigration.class),
              entry("migration.complete.v1", MigrationRequest.CompleteMigration.class),
              entry("migration.retune.v1", MigrationRequest.RetuneMigration.class),
              entry("migration.plan.v1", MigrationRequest.RequestPlan.class),
              entry("evacuation.request.v1", MigrationRequest.RequestEvacuation.class),
              entry("evacuation.cancel.v1", MigrationRequest.CancelEvacuation.class),
              entry("host.configure.v1", MigrationRequest.ConfigureHost.class)));

  public static final Topic<MigrationEvent> EVENTS =
      new Topic<>(
          "migration.events.v1",
          MigrationEvent.class,
          "migration id",
          false,
          false,
          types(
              entry("migration.requested.v1", MigrationEvent.MigrationRequested.class),
              entry("migration.queued.v1", MigrationEvent.MigrationQueued.class),
              entry("migration.checking.v1", MigrationEvent.MigrationChecking.class),
              entry("migration.preparing.v1", MigrationEvent.MigrationPreparing.class),
              entry("migration.priority-changed.v1", MigrationEvent.PriorityChanged.class),
              entry("migration.preempted.v1", MigrationEvent.MigrationPreempted.class),
              entry("migration.bandwidth-granted.v1", MigrationEvent.BandwidthGranted.class),
              entry("migration.bandwidth-verified.v1", MigrationEvent.BandwidthVerified.class),
              entry("migration.running.v1", MigrationEvent.MigrationRunning.class),
              entry("migration.policy-retuned.v1", MigrationEvent.PolicyRetuned.class),
              entry("migration.completion-demanded.v1", MigrationEvent.CompletionDemanded.class),
              entry("migration.wish-refused.v1", MigrationEvent.WishRefused.class),
              entry(
                  "migration.switched-to-post-copy.v1",
                  MigrationEvent.MigrationSwitchedToPostCopy.class),
              entry("migration.recovering.v1", MigrationEvent.MigrationRecovering.class),
              entry("migration.verifying.v1", MigrationEvent.MigrationVerifying.class),
              entry("migration.cancelling.v1", MigrationEvent.MigrationCancelling.class),
              entry("migration.cancel-refused.v1", MigrationEvent.CancelRefused.class),
              entry("migration.request-refused.v1", MigrationEvent.RequestRefused.class),
              entry("migration.attempt-failed.v1", MigrationEvent.AttemptFailed.class),
              entry("migration.completed.v1", MigrationEvent.MigrationCompleted.class),
              entry("migration.failed.v1", MigrationEvent.MigrationFailed.class),
              entry("migration.cancelled.v1", MigrationEvent.MigrationCancelled.class),
              entry("migration.rejected.v1", MigrationEvent.MigrationRejected.class)));

  public static final Topic<AgentCommand> COMMANDS =
      new Topic<>(
          "agent.commands.v1",
          AgentCommand.class,
          "host id",
          false,
          false,
          types(
              entry("agent.check-facts.v1", AgentCommand.CheckFacts.class),
              entry("agent.prepare-destination.v1", AgentCommand.PrepareDestination.class),
              entry("agent.start-migration.v1", AgentCommand.StartMigration.class),
              entry("agent.measure-dirtying.v1", AgentCommand.MeasureDirtying.class),
              entry("agent.escalate.v1", AgentCommand.Escalate.class),
              entry("agent.abort-migration.v1", AgentCommand.AbortMigration.class),
              entry("agent.report-guest-state.v1", AgentCommand.ReportGuestState.class),
              entry("agent.pause-post-copy.v1", AgentCommand.PausePostCopy.class),
              entry("agent.resume-post-copy.v1", AgentCommand.ResumePostCopy.class),
              entry("agent.tear-down.v1", AgentCommand.TearDown.class),
              entry("agent.set-bandwidth.v1", AgentCommand.SetBandwidth.class),
              entry("agent.release-source.v1", AgentCommand.ReleaseSource.class)));

  public static final Topic<AgentEvent> AGENT_EVENTS =
      new Topic<>(
          "agent.events.v1",
          AgentEvent.class,
          "migration id",
          false,
          false,
          types(
              entry("agent.facts-answered.v1", AgentEvent.FactsAnswered.class),
              entry("agent.destination-prepared.v1", AgentEvent.DestinationPrepared.class),
              entry("agent.preparation-failed.v1", AgentEvent.PreparationFailed.class),
              entry("agent.dirtying-measured.v1", AgentEvent.DirtyingMeasured.class),
              entry("agent.migration-started.v1", AgentEvent.MigrationStarted.class),
              entry("agent.post-copy-began.v1", AgentEvent.PostCopyBegan.class),
              entry("agent.escalation-applied.v1", AgentEvent.EscalationApplied.class),
              entry("agent.abort-applied.v1", AgentEvent.AbortApplied.class),
              entry("agent.command-refused.v1", AgentEvent.CommandRefused.class),
              entry("agent.migration-ended.v1", AgentEvent.MigrationEnded.class),
              entry("agent.guest-state-reported.v1", AgentEvent.GuestStateReported.class),
              entry("agent.post-copy-broke.v1", AgentEvent.PostCopyBroke.class),
              entry("agent.post-copy-paused.v1", AgentEvent.PostCopyPaused.class),
              entry("agent.post-copy-resumed.v1", AgentEvent.PostCopyResumed.class),
              entry("agent.destination-torn-down.v1", AgentEvent.DestinationTornDown.class),
              entry("agent.bandwidth-applied.v1", AgentEvent.BandwidthApplied.class),
              entry("agent.bandwidth-measured.v1", AgentEvent.BandwidthMeasured.class),
              entry("agent.source-released.v1", AgentEvent.SourceReleased.class)));

  public static final Topic<ProgressSample> PROGRESS =
      single(
          "migration.progress.v1", "migration id", "migration.progress.v1", ProgressSample.class);

  public static final Topic<ConvergenceTrend> TRENDS =
      single("migration.trends.v1", "migration id", "migration.trend.v1", ConvergenceTrend.class);

  public static final Topic<EscalationEvent> ESCALATIONS =
      new Topic<>(
          "migration.escalations.v1",
          EscalationEvent.class,
          "migration id",
          false,
          false,
          types(
              entry("migration.escalation-decided.v1", EscalationDecided.class),
              entry("migration.escalation-verified.v1", EscalationVerified.class)));

  public static final Topic<HostInventory> INVENTORY =
      compacted("host.inventory.v1", "host id", "host.inventory.v1", HostInventory.class);

  public static final Topic<HostHeartbeat> HEARTBEATS =
      single("host.heartbeats.v1", "host id", "host.heartbeat.v1", HostHeartbeat.class);

  public static final Topic<EvacuationEvent> EVACUATIONS =
      new Topic<>(
          "evacuation.events.v1",
          EvacuationEvent.class,
          "evacuation id",
          false,
          false,
          types(
              entry("evacuation.requested.v1", EvacuationEvent.EvacuationRequested.class),
              entry("evacuation.rejected.v1", EvacuationEvent.EvacuationRejected.class),
              entry("evacuation.planned.v1", EvacuationEvent.EvacuationPlanned.class),
              entry("evacuation.progressed.v1", EvacuationEvent.EvacuationProgressed.class),
              entry("evacuation.cancelling.v1", EvacuationEvent.EvacuationCancelling.class),
              entry("evacuation.ended.v1", EvacuationEvent.EvacuationEnded.class)));

  public static final Topic<PlanMade> PLANS =
      single("migration.plans.v1", "plan id", "migration.plan-made.v1", PlanMade.class);

  public static final Topic<QueueReported> QUEUE =
      compacted("migration.queue.v1", "queue", "migration.queue.v1", QueueReported.class);

  public static final Topic<HostSettingsApplied> HOST_SETTINGS =
      compacted("host.settings.v1", "host id", "host.settings.v1", HostSettingsApplied.class);

  public static final Topic<PolicyDefinition> POLICIES =
      compacted(
          "policy.definitions.v1", "policy name", "policy.definition.v1", PolicyDefinition.class);

  /** All of them, in the order of the design's table. */
  public static final List<Topic<?>> ALL =
      List.of(
          REQUESTS,
          EVENTS,
          COMMANDS,
          AGENT_EVENTS,
          PROGRESS,
          TRENDS,
          ESCALATIONS,
          INVENTORY,
          HEARTBEATS,
          EVACUATIONS,
          PLANS,
          QUEUE,
          HOST_SETTINGS,
          POLICIES);

  private Topics() {}

  private static <E> Topic<E> single(String name, String key, String type, Class<E> event) {
    return new Topic<>(name, event, key, false, false, Map.of(type, event));
  }

  private static <E> Topic<E> compacted(String name, String key, String type, Class<E> event) {
    return new Topic<>(name, event, key, true, false, Map.of(type, event));
  }

  @SafeVarargs
  private static <E> Map<String, Class<? extends E>> types(
      Map.Entry<String, ? extends Class<? extends E>>... entries) {
    var types = new LinkedHashMap<String, Class<? extends E>>();
    for (var entry : entries) {
      types.put(entry.getKey(), entry.getValue());
    }
    return types;
  }
}
