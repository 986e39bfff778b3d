package io.godwit.gateway.live.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topic;
import io.godwit.events.wire.Topics;
import io.godwit.gateway.live.LiveEvent;
import io.godwit.gateway.live.LiveId;
import io.godwit.gateway.topics.TopicPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/** The topics of the live stream, and consumers on them that belong to no group. */
@Component
class LiveTopics {
  private final Map<String, Topic<?>> topics;
  private final ConsumerFactory<String, byte[]> consumers;

  LiveTopics(ConsumerFactory<String, byte[]> consumers, TopicPrefix prefix) {
    this.consumers = consumers;
    topics =
        Stream.of(
                Topics.EVENTS,
                Topics.ESCALATIONS,
                Topics.TRENDS,
                Topics.PROGRESS,
                Topics.EVACUATIONS,
                Topics.PLANS)
            .collect(
                Collectors.toUnmodifiableMap(topic -> topic.on(prefix.value()), topic -> topic));
  }

  Set<String> names() {
    return topics.keySet();
  }

  /** A consumer with all partitions; where it has no position it begins at the earliest. */
  Consumer<String, byte[]> open(String name) {
    var settings = new Properties();
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    var consumer = consumers.createConsumer(null, name, null, settings);
    try {
      consumer.assign(partitions(consumer));
      return consumer;
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private List<TopicPartition> partitions(Consumer<?, ?> consumer) {
    var partitions = new ArrayList<TopicPartition>();
    for (var topic : topics.keySet()) {
      for (var info : consumer.partitionsFor(topic)) {
        partitions.add(new TopicPartition(topic, info.partition()));
      }
    }
    return partitions;
  }

  /** Absent if the record is no event: the projection sends it to the dead letters. */
  @Nullable LiveEvent event(ConsumerRecord<String, byte[]> record) {
    var topic = topics.get(record.topic());
    return topic == null ? null : event(topic, record);
  }

  private static <E> @Nullable LiveEvent event(
      Topic<E> topic, ConsumerRecord<String, byte[]> record) {
    return switch (EventRecords.read(topic, record)) {
      case Received.Event<E> event ->
          new LiveEvent(
              new LiveId(record.topic(), record.partition(), record.offset()),
              topic.typeOf(event.data()),
              record.key(),
              new String(record.value(), UTF_8));
      case Received.Unreadable<E> _ -> null;
    };
  }
}
