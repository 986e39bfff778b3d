package io.godwit.cli.replay;

import io.godwit.cli.deployment.Invalid;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.wire.EventJson;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.core.JacksonException;

/** The recorded progress of one attempt, in order. */
public record Recording(List<ProgressSample> samples) {
  private static final Duration POLL = Duration.ofMillis(500);

  public Recording {
    samples = List.copyOf(samples);
  }

  /**
   * From a file with one sample of the contract's JSON in each line.
   *
   * @param migration only this one's; empty: there is only one
   * @throws Invalid naming the line and what is wrong with it
   */
  public static Recording ofFile(Path file, String migration) throws IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new Invalid("--file: '%s' cannot be read".formatted(file));
    }
    var samples = new ArrayList<ProgressSample>();
    int number = 0;
    for (var line : Files.readAllLines(file)) {
      number++;
      if (!line.isBlank()) {
        samples.add(sample(line, number));
      }
    }
    if (migration.isEmpty()
        && samples.stream().map(one -> one.about().migration()).distinct().count() > 1) {
      throw new Invalid("--file: holds several migrations: name one by its ID");
    }
    return ofMigration(samples, migration, "--file: ");
  }

  private static ProgressSample sample(String line, int number) {
    try {
      return EventJson.tolerant().readValue(line, ProgressSample.class);
    } catch (JacksonException e) {
      throw new Invalid("--file: line %d: %s".formatted(number, EventJson.problem(e)));
    }
  }

  /**
   * All that the topic of progress still has of a migration.
   *
   * @param kafka bootstrap servers
   * @param prefix of the deployment's topics
   */
  public static Recording ofTopic(String kafka, String prefix, String migration) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed");
    var samples = new ArrayList<ProgressSample>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(Topics.PROGRESS.on(prefix)).stream()
              .map(one -> new TopicPartition(one.topic(), one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(record -> add(record, migration, samples));
      }
    }
    return ofMigration(samples, migration, "");
  }

  /** What cannot be read is in the dead letters, where its readers put it. */
  private static void add(
      ConsumerRecord<String, byte[]> record, String migration, List<ProgressSample> samples) {
    if (migration.equals(record.key())
        && EventRecords.read(Topics.PROGRESS, record) instanceof Received.Event<ProgressSample> e) {
      samples.add(e.data());
    }
  }

  /** Of its last attempt, each sample once. */
  private static Recording ofMigration(
      List<ProgressSample> samples, String migration, String where) {
    var own =
        samples.stream()
            .filter(
                one -> migration.isEmpty() || one.about().migration().toString().equals(migration))
            .toList();
    if (own.isEmpty()) {
      throw new Invalid(
          "%sno progress%s is recorded"
              .formatted(where, migration.isEmpty() ? "" : " of migration " + migration));
    }
    int last = own.stream().mapToInt(one -> one.about().attempt()).max().orElseThrow();
    var sequences = new HashSet<Long>();
    return new Recording(
        own.stream()
            .filter(one -> one.about().attempt() == last)
            .sorted(Comparator.comparingLong(one -> one.about().sequence()))
            .filter(one -> sequences.add(one.about().sequence()))
            .toList());
  }
}
