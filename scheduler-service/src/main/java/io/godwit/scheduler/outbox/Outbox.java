package io.godwit.scheduler.outbox;

import io.godwit.events.agent.AgentCommand;
import io.godwit.events.evacuation.EvacuationEvent;
import io.godwit.events.host.HostSettingsApplied;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.QueueReported;
import io.godwit.events.plan.PlanMade;
import java.util.List;

/**
 * The port to everything that the scheduler publishes. What is added in a transaction is published
 * after its commit, at least once, in the order in which it was added.
 */
public interface Outbox {

  /**
   * The caller holds the lock of the migration's row, so that one migration's events are added in
   * their order.
   *
   * @param traceparent W3C trace context that all of it belongs to
   */
  void add(List<MigrationEvent> events, List<AgentCommand> commands, String traceparent);

  /** The caller holds the lock of the evacuation's row. */
  void addEvacuation(List<EvacuationEvent> events, String traceparent);

  void addPlan(PlanMade plan, String traceparent);

  void addQueue(QueueReported queue);

  void addHostSettings(HostSettingsApplied settings);
}
