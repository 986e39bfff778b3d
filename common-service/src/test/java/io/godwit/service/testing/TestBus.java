package io.godwit.service.testing;

import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topic;
import io.godwit.events.wire.TopicAdmin;
import io.godwit.parts.Parts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics of a test's own on the shared real broker. */
public final class TestBus implements AutoCloseable {
  public static final int PARTITIONS = 3;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private final String broker = Parts.broker();
  private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + "-";
  private final KafkaProducer<String, byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", broker, "linger.ms", 0),
          new StringSerializer(),
          new ByteArraySerializer());
  private final KafkaConsumer<String, byte[]> consumer =
      new KafkaConsumer<>(
          Map.of("bootstrap.servers", broker, "auto.offset.reset", "earliest"),
          new StringDeserializer(),
          new ByteArrayDeserializer());

  private final Deque<ConsumerRecord<String, byte[]>> unread = new ArrayDeque<>();

  public TestBus() {
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker))) {
      new TopicAdmin(admin, prefix, PARTITIONS).create((short) 1);
    }
  }

  public String broker() {
    return broker;
  }

  public String prefix() {
    return prefix;
  }

  public <E> void send(Topic<E> topic, String key, E data)
      throws ExecutionException, InterruptedException, TimeoutException {
    var event = new Received.Event<>("id", "urn:godwit:test", null, null, data);
    send(EventRecords.write(topic, prefix, key, event));
  }

  public void send(ProducerRecord<String, byte[]> record)
      throws ExecutionException, InterruptedException, TimeoutException {
    producer.send(record).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** From now on {@link #next} reads this topic. */
  public void listen(String topic) {
    var partitions =
        consumer.partitionsFor(topic).stream()
            .map(found -> new TopicPartition(topic, found.partition()))
            .toList();
    unread.clear();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  public ConsumerRecord<String, byte[]> next() {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (unread.isEmpty() && System.nanoTime() < end) {
      consumer.poll(Duration.ofMillis(200)).forEach(unread::add);
    }
    var record = unread.poll();
    if (record != null) {
      return record;
    }
    throw new AssertionError("nothing came within " + LIMIT);
  }

  public <E> E next(Topic<E> topic) {
    var record = next();
    return switch (EventRecords.read(topic, record)) {
      case Received.Event<E> event -> event.data();
      case Received.Unreadable<E> unreadable -> throw new AssertionError(unreadable.reason());
    };
  }

  public List<String> arguments() {
    return List.of(
        "--server.port=0",
        "--spring.kafka.bootstrap-servers=" + broker,
        "--godwit.topics.prefix=" + prefix,
        "--godwit.topics.partitions=" + PARTITIONS);
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
