package io.godwit.scheduler.outbox.adapter;

import io.godwit.events.agent.AgentCommand;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import io.godwit.scheduler.outbox.Outbox;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes to the outbox within the caller's transaction and wakes the publisher after it. */
@Component
final class TransactionalOutbox implements Outbox {
  static final String SOURCE = "urn:godwit:scheduler";
  private final OutboxTable table;
  private final OutboxPublisher publisher;
  private final String prefix;
  private final Clock clock;

  TransactionalOutbox(
      OutboxTable table,
      OutboxPublisher publisher,
      @Value("${godwit.topics.prefix}") String prefix,
      Clock clock) {
    this.table = table;
    this.publisher = publisher;
    this.prefix = prefix;
    this.clock = clock;
  }

  @Override
  public void add(List<MigrationEvent> events, List<AgentCommand> commands, String traceparent) {
    for (var event : events) {
      var about = event.about();
      var id = about.migration() + "/" + about.sequence();
      var sent = new Received.Event<>(id, SOURCE, about.at(), traceparent, event);
      table.insert(EventRecords.write(Topics.EVENTS, prefix, about.migration().toString(), sent));
    }
    for (var command : commands) {
      var order = command.order();
      var id = order.migration() + "/" + order.attempt() + "/" + order.sequence();
      var sent = new Received.Event<>(id, SOURCE, clock.instant(), traceparent, command);
      table.insert(EventRecords.write(Topics.COMMANDS, prefix, order.host().value(), sent));
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            publisher.wake();
          }
        });
  }
}
