package io.godwit.cli.bench;

import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All that a topic has at this moment, read from the broker itself. */
public final class EventLog {
  private static final Duration POLL = Duration.ofMillis(500);
  private final String kafka;

  /**
   * @param kafka bootstrap servers
   */
  public EventLog(String kafka) {
    this.kafka = kafka;
  }

  /**
   * An event and when its record was made.
   *
   * @param millis by the clock of its writer
   */
  public record Stamped<E>(long millis, E event) {}

  /** In the order of each partition; what cannot be read is an error. */
  public <E> List<E> all(Topic<E> topic) {
    return stamped(topic).stream().map(Stamped::event).toList();
  }

  /** The same with the time of each record. */
  public <E> List<Stamped<E>> stamped(Topic<E> topic) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(one -> new TopicPartition(one.topic(), one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var events = new ArrayList<Stamped<E>>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(POLL)
            .forEach(record ->
                events.add(
                    new Stamped<>(record.timestamp(), data(EventRecords.read(topic, record)))));
      }
      return events;
    }
  }

  private static <E> E data(Received<E> received) {
    return switch (received) {
      case Received.Event<E> event -> event.data();
      case Received.Unreadable<E>(var _, var reason) -> throw new IllegalStateException(reason);
    };
  }
}
