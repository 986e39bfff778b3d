package io.godwit.scheduler.policy.adapter;

import io.godwit.events.policy.PolicyDefinition;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import io.godwit.scheduler.inbox.UnreadableRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.stereotype.Component;

/** Hears what operators define. */
@Component
final class DefinitionListener implements MessageListener<String, byte[]> {
  private final DefinitionTable table;
  private final DefinedPolicies policies;

  DefinitionListener(DefinitionTable table, DefinedPolicies policies) {
    this.table = table;
    this.policies = policies;
  }

  @Override
  public void onMessage(ConsumerRecord<String, byte[]> record) {
    switch (EventRecords.read(Topics.POLICIES, record)) {
      case Received.Event<PolicyDefinition> event -> {
        table.keep(event.data());
        policies.changed();
      }
      case Received.Unreadable<PolicyDefinition> unreadable ->
          throw new UnreadableRecord(unreadable.reason());
    }
  }
}
