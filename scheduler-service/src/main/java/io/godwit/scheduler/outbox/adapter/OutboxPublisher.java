package io.godwit.scheduler.outbox.adapter;

import io.godwit.service.loop.Loop;
import io.godwit.service.loop.Looping;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Publishes the outbox in the order of its ids and deletes what the broker has acknowledged. One
 * does so at a time, held by a lock of the very transaction that deletes: if its process dies, the
 * next one begins with what was not deleted, so that nothing is lost and nothing overtakes.
 */
@Component
final class OutboxPublisher implements Looping {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxPublisher.class);
  private static final long ACKNOWLEDGED_WITHIN_SECONDS = 60;
  private final OutboxTable table;
  private final KafkaTemplate<String, byte[]> kafka;
  private final TransactionTemplate transaction;
  private final OutboxProperties properties;
  private final Loop loop;

  OutboxPublisher(
      OutboxTable table,
      KafkaTemplate<String, byte[]> kafka,
      TransactionTemplate transaction,
      OutboxProperties properties) {
    this.table = table;
    this.kafka = kafka;
    this.transaction = transaction;
    this.properties = properties;
    this.loop =
        new Loop(
            "outbox",
            properties.poll(),
            this::publish,
            e -> LOG.warn("the outbox could not be published, trying again", e));
  }

  /** There is something to publish. */
  public void wake() {
    loop.wake();
  }

  /** Publishes one batch; true if there may be more. */
  boolean publish() {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          if (!table.lock()) {
            return false;
          }
          var rows = table.first(properties.batch());
          var published = send(rows);
          table.delete(published);
          return published.size() == properties.batch();
        }));
  }

  /** The ids of what was acknowledged, up to the first that was not. */
  private List<Long> send(List<OutboxTable.Row> rows) {
    var sent = new ArrayList<CompletableFuture<SendResult<String, byte[]>>>();
    for (var row : rows) {
      sent.add(kafka.send(row.record()));
    }
    var published = new ArrayList<Long>();
    for (int i = 0; i < rows.size() && acknowledged(sent.get(i)); i++) {
      published.add(rows.get(i).id());
    }
    return published;
  }

  private static boolean acknowledged(CompletableFuture<SendResult<String, byte[]>> sent) {
    try {
      sent.get(ACKNOWLEDGED_WITHIN_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the broker has not acknowledged a record, it will be sent again", e);
      return false;
    }
  }

  @Override
  public Loop loop() {
    return loop;
  }

  /** Stops after the listeners, whose last words it publishes. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 300;
  }
}
