package io.godwit.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BrokerTest {
  private static final TopicPartition PLACE = new TopicPartition("kept", 0);
  @TempDir private Path folder;

  @Test
  void recordsSurviveTheBrokersKill() throws Exception {
    var processes = new ProcessFolder(folder);
    try {
      var first = start(processes, 0);
      try (var admin = Admin.create(Map.of("bootstrap.servers", first.bootstrapServers()))) {
        admin
            .createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
            .all()
            .get(30, TimeUnit.SECONDS);
      }
      produce(first, "before the kill");

      processes.kill(first.process());
      awaitEnd(first.process());
      int port = Integer.parseInt(first.bootstrapServers().replaceFirst(".*:", ""));
      var second = start(processes, port);
      produce(second, "after the kill");

      assertThat(second.bootstrapServers()).isEqualTo(first.bootstrapServers());
      assertThat(consume(second)).containsExactly("before the kill", "after the kill");
    } finally {
      processes.stopAll(Duration.ofSeconds(20));
    }
  }

  private Broker.Starting start(ProcessFolder processes, int port) throws Exception {
    var starting = Broker.start(processes, new Broker.Settings(folder.resolve("kafka"), port, 0));
    starting.awaitReady();
    return starting;
  }

  private static void awaitEnd(Child.Started process) {
    while (process.alive()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private static void produce(Broker.Starting broker, String value) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("kept", value)).get(60, TimeUnit.SECONDS);
    }
  }

  private static List<String> consume(Broker.Starting broker) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "enable.auto.commit", "false");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(PLACE));
      consumer.seekToBeginning(List.of(PLACE));
      var values = new java.util.ArrayList<String>();
      for (int polls = 0; values.size() < 2 && polls < 60; polls++) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }
}
