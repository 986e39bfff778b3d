package io.godwit.agent;

import io.godwit.agent.hypervisor.Await;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topic;
import io.godwit.events.wire.TopicAdmin;
import io.godwit.events.wire.Topics;
import io.godwit.parts.Parts;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the rest of a deployment sees of an agent: topics of its own on a real broker. */
final class BrokerSide implements AutoCloseable {
  static final int PARTITIONS = 3;
  static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  final String broker = Parts.broker();
  final String prefix = "agent-" + UUID.randomUUID() + ".";
  final List<ConsumerRecord<String, byte[]>> records = new CopyOnWriteArrayList<>();
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> consumer;

  BrokerSide() {
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker))) {
      new TopicAdmin(admin, prefix, PARTITIONS).create((short) 1);
    }
    producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker),
            new StringSerializer(),
            new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        List.of(Topics.AGENT_EVENTS, Topics.PROGRESS, Topics.INVENTORY, Topics.HEARTBEATS).stream()
            .flatMap(topic ->
                IntStream.range(0, PARTITIONS)
                    .mapToObj(number -> new TopicPartition(topic.on(prefix), number)))
            .toList());
  }

  void send(AgentCommand command) {
    var order = command.order();
    var id = order.migration() + "/" + order.attempt() + "/" + order.sequence();
    var now = Clock.systemUTC().instant();
    send(
        EventRecords.write(
            Topics.COMMANDS,
            prefix,
            order.host().value(),
            new Received.Event<>(id, "urn:godwit:scheduler", now, TRACE, command)));
  }

  void sendNonsense(String host) {
    send(
        new ProducerRecord<>(
            Topics.COMMANDS.on(prefix), host, "{".getBytes(StandardCharsets.UTF_8)));
  }

  private void send(ProducerRecord<String, byte[]> record) {
    var _ = producer.send(record);
    producer.flush();
  }

  /** The dead letters of the commands, too. */
  void readDeadLetters() {
    var all = new HashSet<>(consumer.assignment());
    all.add(new TopicPartition(Topics.COMMANDS.deadLettersOn(prefix), 0));
    consumer.assign(all);
  }

  /** The first record that is the event wanted, as soon as there is one. */
  <E, T extends E> T await(Topic<E> topic, Class<T> kind) {
    return awaitRecord(
        topic + " " + kind.getSimpleName(),
        record ->
            record.topic().equals(topic.on(prefix))
                    && EventRecords.read(topic, record) instanceof Received.Event<E> event
                    && kind.isInstance(event.data())
                ? Optional.of(kind.cast(event.data()))
                : Optional.empty());
  }

  <T> T awaitRecord(String what, Function<ConsumerRecord<String, byte[]>, Optional<T>> wanted) {
    return Await.value(
        what,
        Duration.ofSeconds(30),
        () -> {
          consumer.poll(Duration.ofMillis(50)).forEach(records::add);
          return records.stream().map(wanted).flatMap(Optional::stream).findFirst();
        });
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
