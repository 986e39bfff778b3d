package io.godwit.agent.bus.adapter;

import io.godwit.agent.bus.CommandHandler;
import io.godwit.agent.bus.Offsets;
import io.godwit.events.HostId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.wire.DeadLetters;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the commands to one host from the one partition that its key falls into, and commits the
 * offset up to which all were dealt with: also when none come, so that it is not forgotten.
 */
public final class CommandReader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CommandReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration IDLE_COMMIT = Duration.ofSeconds(60);
  private static final Duration BEFORE_RETRY = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final int MOST_OPEN = 500;

  private final KafkaClients clients;
  private final HostId host;
  private final KafkaOutbox outbox;
  private final CommandHandler handler;
  private final TopicPartition partition;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile boolean reading;
  private volatile @Nullable Consumer<String, byte[]> current;

  public CommandReader(
      KafkaClients clients, HostId host, KafkaOutbox outbox, CommandHandler handler) {
    this.clients = clients;
    this.host = host;
    this.outbox = outbox;
    this.handler = handler;
    var topics = clients.topics();
    partition =
        new TopicPartition(
            Topics.COMMANDS.on(topics.prefix()), partitionOf(host, topics.partitions()));
    thread = Thread.ofPlatform().daemon().name("commands-" + host).unstarted(this::run);
  }

  /** Where Kafka's default partitioner puts records with this key. */
  static int partitionOf(HostId host, int partitions) {
    var key = host.value().getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  public void start() {
    thread.start();
  }

  /** Whether commands are being read. */
  public boolean isReading() {
    return reading;
  }

  private void run() {
    while (!stopping) {
      try (var consumer = clients.consumer(host)) {
        current = consumer;
        consumer.assign(List.of(partition));
        new Session(consumer).run();
      } catch (WakeupException | InterruptException e) {
        log.debug("{}: reading of commands stops", host);
      } catch (KafkaException e) {
        log.warn("{}: commands cannot be read, trying again: {}", host, e.getMessage());
        pause();
      } finally {
        current = null;
        reading = false;
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(BEFORE_RETRY);
    } catch (InterruptedException e) {
      stopping = true;
    }
  }

  private CompletableFuture<Void> deal(ConsumerRecord<String, byte[]> record) {
    if (!host.value().equals(record.key())) {
      return CompletableFuture.completedFuture(null); // another host's, in the same partition
    }
    return switch (EventRecords.read(Topics.COMMANDS, record)) {
      case Received.Event<AgentCommand> event when event.data().order().host().equals(host) ->
          handler.handle(event.data(), event.traceparent());
      case Received.Event<AgentCommand> event ->
          unreadable(
              record,
              "order.host is %s, the record's key is %s"
                  .formatted(event.data().order().host(), host));
      case Received.Unreadable<AgentCommand>(_, var reason) -> unreadable(record, reason);
    };
  }

  private CompletableFuture<Void> unreadable(ConsumerRecord<String, byte[]> record, String reason) {
    log.warn("{}: {}@{} is no command: {}", host, partition, record.offset(), reason);
    return outbox.post(DeadLetters.of(record, "compute-agent " + host, reason));
  }

  /** Reads no more and commits what was dealt with. */
  @Override
  public void close() {
    stopping = true;
    var consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One consumer's life. */
  private final class Session {
    private final Consumer<String, byte[]> consumer;
    private final ConcurrentLinkedQueue<Long> finished = new ConcurrentLinkedQueue<>();
    private final Offsets offsets;
    private long committed = -1;
    private long committedAt = System.nanoTime();

    Session(Consumer<String, byte[]> consumer) {
      this.consumer = consumer;
      this.offsets = new Offsets(consumer.position(partition));
    }

    void run() {
      try {
        while (!stopping) {
          for (var record : consumer.poll(POLL)) {
            take(record);
          }
          reading = true;
          commitWhenDue();
          keepWithinLimit();
        }
      } finally {
        commit();
      }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
      offsets.received(record.offset());
      var _ = deal(record).whenComplete((_, _) -> finished.add(record.offset()));
    }

    private void commitWhenDue() {
      countFinished();
      boolean idleTooLong = System.nanoTime() - committedAt > IDLE_COMMIT.toNanos();
      if (offsets.committable() != committed || idleTooLong) {
        commitSoon();
      }
    }

    /** Not waited for: the next command may be there already. */
    private void commitSoon() {
      long next = offsets.committable();
      committed = next;
      committedAt = System.nanoTime();
      consumer.commitAsync(
          Map.of(partition, new OffsetAndMetadata(next)),
          (_, failure) -> {
            if (failure != null) {
              committed = -1;
              log.warn("{}: the offset was not committed: {}", host, failure.getMessage());
            }
          });
    }

    private void countFinished() {
      for (var offset = finished.poll(); offset != null; offset = finished.poll()) {
        offsets.finished(offset);
      }
    }

    private void commit() {
      countFinished();
      try {
        var next = offsets.committable();
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(next)), STOP);
        committed = next;
        committedAt = System.nanoTime();
      } catch (WakeupException e) {
        throw e;
      } catch (KafkaException e) {
        log.warn("{}: the offset was not committed: {}", host, e.getMessage());
      }
    }

    private void keepWithinLimit() {
      if (offsets.open() > MOST_OPEN) {
        consumer.pause(List.of(partition));
      } else {
        consumer.resume(List.of(partition));
      }
    }
  }
}
