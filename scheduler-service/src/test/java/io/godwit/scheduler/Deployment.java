package io.godwit.scheduler;

import io.godwit.events.wire.Topic;
import io.godwit.events.wire.TopicAdmin;
import io.godwit.parts.Database;
import io.godwit.parts.Parts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Topics and a database of a test's own on the shared broker and server. */
final class Deployment {
  static final int PARTITIONS = 2;
  final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + ".";
  final Database.Access database = Parts.database();
  final String broker = Parts.broker();

  Deployment() {
    try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker))) {
      new TopicAdmin(admin, prefix, PARTITIONS).create((short) 1);
    }
  }

  /** A scheduler in this JVM. */
  ConfigurableApplicationContext start(String... settings) {
    var all = new ArrayList<>(arguments());
    all.addAll(List.of(settings));
    return new SpringApplication(SchedulerApplication.class).run(all.toArray(String[]::new));
  }

  /** A scheduler in a process of its own, which can be killed. */
  Process startProcess() throws IOException {
    return startProcess(List.of());
  }

  /** One with some more settings. */
  Process startProcess(List<String> settings) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(SchedulerApplication.class.getName());
    command.addAll(arguments());
    command.addAll(settings);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private List<String> arguments() {
    return List.of(
        "--server.port=0",
        "--spring.kafka.bootstrap-servers=" + broker,
        "--spring.datasource.url=" + database.jdbcUrl(),
        "--spring.datasource.username=" + database.user(),
        "--spring.datasource.password=" + database.password(),
        "--godwit.topics.prefix=" + prefix,
        "--godwit.topics.partitions=" + PARTITIONS,
        "--scheduler.retries.back-off=100ms",
        "--spring.main.register-shutdown-hook=false");
  }

  KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.<String, Object>of("bootstrap.servers", broker, "linger.ms", 0),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  /** One that does not number its records: for very many of them, of which some may be lost. */
  KafkaProducer<String, byte[]> plainProducer() {
    return new KafkaProducer<>(
        Map.<String, Object>of(
            "bootstrap.servers", broker, "linger.ms", 5, "enable.idempotence", false),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  /** Writes a record and waits for the broker. */
  static void send(KafkaProducer<String, byte[]> producer, ProducerRecord<String, byte[]> record) {
    try {
      var _ = producer.send(record).get(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("the broker did not take it", e);
    }
  }

  /** Reads a topic from its beginning. */
  KafkaConsumer<String, byte[]> consumer(String topic, int partitions) {
    var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", broker),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    var all = new ArrayList<TopicPartition>();
    for (int i = 0; i < partitions; i++) {
      all.add(new TopicPartition(topic, i));
    }
    consumer.assign(all);
    consumer.seekToBeginning(all);
    return consumer;
  }

  KafkaConsumer<String, byte[]> consumer(Topic<?> topic) {
    return consumer(topic.on(prefix), PARTITIONS);
  }
}
