package io.godwit.scheduler.migration.adapter;

import io.godwit.events.agent.AgentEvent;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import io.godwit.scheduler.cleanup.Cleanups;
import io.godwit.scheduler.inbox.UnreadableRecord;
import io.godwit.scheduler.lifecycle.Lifecycle;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.plan.PlanRequests;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Hears the agents. */
@Component
final class AgentEventListener implements MessageListener<String, byte[]> {
  private final MigrationTable migrations;
  private final Lifecycle lifecycle;
  private final OwnWords own;
  private final Cleanups cleanups;
  private final PlanRequests plans;
  private final Told told;
  private final TransactionTemplate transaction;
  private final Clock clock;

  AgentEventListener(
      MigrationTable migrations,
      Lifecycle lifecycle,
      OwnWords own,
      Cleanups cleanups,
      PlanRequests plans,
      Told told,
      TransactionTemplate transaction,
      Clock clock) {
    this.migrations = migrations;
    this.lifecycle = lifecycle;
    this.own = own;
    this.cleanups = cleanups;
    this.plans = plans;
    this.told = told;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public void onMessage(ConsumerRecord<String, byte[]> record) {
    switch (EventRecords.read(Topics.AGENT_EVENTS, record)) {
      case Received.Event<AgentEvent> event ->
          transaction.executeWithoutResult(_ -> handle(event.data()));
      case Received.Unreadable<AgentEvent> unreadable ->
          throw new UnreadableRecord(unreadable.reason());
    }
  }

  private void handle(AgentEvent event) {
    var known = migrations.lock(event.about().migration());
    if (known.isEmpty()) {
      if (!plans.heard(event)) {
        told.ignored("unknown-migration");
      }
      return;
    }
    cleanups.answered(event);
    var now = clock.instant();
    var heard = own.addedTo(event, known.get(), now);
    var decision = lifecycle.decide(known.get(), new Input.FromAgent(heard), now);
    if (decision.changes().isEmpty()) {
      told.ignored("agent-event");
    }
    migrations.save(decision);
  }
}
