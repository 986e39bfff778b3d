package io.godwit.scheduler.outbox.adapter;

import io.godwit.events.agent.AgentCommand;
import io.godwit.events.evacuation.EvacuationEvent;
import io.godwit.events.host.HostSettingsApplied;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.QueueReported;
import io.godwit.events.plan.PlanMade;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topic;
import io.godwit.events.wire.Topics;
import io.godwit.scheduler.outbox.Outbox;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
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
    var records = new ArrayList<ProducerRecord<String, byte[]>>();
    for (var event : events) {
      var about = event.about();
      var id = about.migration() + "/" + about.sequence();
      var sent = new Received.Event<>(id, SOURCE, about.at(), traceparent, event);
      records.add(record(Topics.EVENTS, about.migration().toString(), sent));
    }
    for (var command : commands) {
      var order = command.order();
      var id = order.migration() + "/" + order.attempt() + "/" + order.sequence();
      var sent = new Received.Event<>(id, SOURCE, clock.instant(), traceparent, command);
      records.add(record(Topics.COMMANDS, order.host().value(), sent));
    }
    insert(records);
  }

  @Override
  public void addEvacuation(List<EvacuationEvent> events, String traceparent) {
    var records = new ArrayList<ProducerRecord<String, byte[]>>();
    for (var event : events) {
      var about = event.about();
      var id = about.evacuation() + "/" + about.sequence();
      var sent = new Received.Event<>(id, SOURCE, about.at(), traceparent, event);
      records.add(record(Topics.EVACUATIONS, about.evacuation().toString(), sent));
    }
    insert(records);
  }

  @Override
  public void addPlan(PlanMade plan, String traceparent) {
    var id = plan.plan().toString();
    var sent = new Received.Event<>(id, SOURCE, plan.at(), traceparent, plan);
    insert(List.of(record(Topics.PLANS, id, sent)));
  }

  @Override
  public void addQueue(QueueReported queue) {
    var id = "queue/" + queue.at();
    var sent = new Received.Event<>(id, SOURCE, queue.at(), null, queue);
    insert(List.of(record(Topics.QUEUE, "queue", sent)));
  }

  @Override
  public void addHostSettings(HostSettingsApplied settings) {
    var host = settings.host().value();
    var id = host + "/" + settings.version();
    var sent = new Received.Event<>(id, SOURCE, settings.at(), null, settings);
    insert(List.of(record(Topics.HOST_SETTINGS, host, sent)));
  }

  private <E> ProducerRecord<String, byte[]> record(
      Topic<E> topic, String key, Received.Event<E> event) {
    return EventRecords.write(topic, prefix, key, event);
  }

  /** All of a transaction together at its end, in the order in which they were added. */
  private void insert(List<ProducerRecord<String, byte[]>> records) {
    if (records.isEmpty()) {
      return;
    }
    var pending = (Pending) TransactionSynchronizationManager.getResource(this);
    if (pending == null) {
      pending = new Pending();
      pending.resume();
      TransactionSynchronizationManager.registerSynchronization(pending);
    }
    pending.records.addAll(records);
  }

  /** What a transaction has added so far. */
  private final class Pending implements TransactionSynchronization {
    private final List<ProducerRecord<String, byte[]>> records = new ArrayList<>();

    @Override
    public void suspend() {
      TransactionSynchronizationManager.unbindResourceIfPossible(TransactionalOutbox.this);
    }

    @Override
    public void resume() {
      TransactionSynchronizationManager.bindResource(TransactionalOutbox.this, this);
    }

    @Override
    public void beforeCommit(boolean readOnly) {
      table.insert(records);
    }

    @Override
    public void beforeCompletion() {
      suspend();
    }

    @Override
    public void afterCommit() {
      publisher.wake();
    }
  }
}
