package io.godwit.gateway.projection.adapter;

import io.godwit.events.wire.DeadLetters;
import io.godwit.events.wire.Received;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Takes batches of records into the read model. What cannot be read goes to the dead letters, and
 * so does what can be read but not kept; what fails for the moment is tried again, by the
 * container.
 */
@Component
class ProjectionListener implements BatchMessageListener<String, byte[]> {
  static final String READER = "gateway.projection";
  private static final Logger log = LoggerFactory.getLogger(ProjectionListener.class);
  private static final Duration LETTER_LIMIT = Duration.ofSeconds(10);
  private final RecordReader reader;
  private final Projector projector;
  private final KafkaTemplate<String, byte[]> kafka;
  private final MeterRegistry meters;
  private final Clock clock;

  ProjectionListener(
      RecordReader reader,
      Projector projector,
      KafkaTemplate<String, byte[]> kafka,
      MeterRegistry meters,
      Clock clock) {
    this.reader = reader;
    this.projector = projector;
    this.kafka = kafka;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
    var items = new ArrayList<Item>(records.size());
    for (var record : records) {
      switch (reader.read(record)) {
        case Received.Event<Item> event -> items.add(event.data());
        case Received.Unreadable<Item> bad -> bury(record, bad.reason());
      }
    }
    try {
      projector.project(items);
    } catch (RuntimeException e) {
      if (!isLasting(e)) {
        throw e;
      }
      log.warn("a record in a batch of {} cannot be kept: taking them singly", records.size(), e);
      records.forEach(this::projectSingly);
    }
    measure(records);
  }

  private void projectSingly(ConsumerRecord<String, byte[]> record) {
    if (reader.read(record) instanceof Received.Event<Item> event) {
      try {
        projector.project(List.of(event.data()));
      } catch (RuntimeException e) {
        if (!isLasting(e)) {
          throw e;
        }
        bury(record, "the read model cannot keep it: " + rootMessage(e));
      }
    }
  }

  /** Whether trying again would fail again: the data is at fault, not the moment. */
  private static boolean isLasting(RuntimeException failure) {
    boolean ofDatabase = false;
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23");
      }
      ofDatabase |=
          e instanceof PersistenceException
              || e instanceof DataAccessException
              || e instanceof TransactionException
              || e instanceof SQLException;
    }
    return !ofDatabase;
  }

  private static String rootMessage(Throwable failure) {
    var root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  /** Waits for the acknowledgement, since the record counts as read afterwards. */
  private void bury(ConsumerRecord<String, byte[]> record, String reason) {
    log.warn(
        "dead letter {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), reason);
    meters.counter("godwit.gateway.dead.letters", "topic", record.topic()).increment();
    try {
      kafka
          .send(DeadLetters.of(record, READER, reason))
          .get(LETTER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing a dead letter", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new org.springframework.kafka.KafkaException("a dead letter was not acknowledged", e);
    }
  }

  private void measure(List<ConsumerRecord<String, byte[]>> records) {
    var now = clock.instant();
    for (var record : records) {
      var age = Duration.between(Instant.ofEpochMilli(record.timestamp()), now);
      meters.timer("godwit.gateway.projection.delay", "topic", record.topic()).record(age);
    }
  }
}
