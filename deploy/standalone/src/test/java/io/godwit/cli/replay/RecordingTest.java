package io.godwit.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.terminal.Json;
import io.godwit.convergence.policy.ShippedDefinitions;
import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.events.wire.EventJson;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.TopicAdmin;
import io.godwit.events.wire.Topics;
import io.godwit.parts.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class RecordingTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final MigrationId ONE = MigrationId.of("urn:test", "one");
  private static final MigrationId OTHER = MigrationId.of("urn:test", "other");
  @TempDir private Path folder;

  static ProgressSample sample(MigrationId id, int attempt, long sequence) {
    return new ProgressSample(
        new About(id, attempt, sequence, START.plusSeconds(sequence)),
        new HostId("host1"),
        Phase.PRE_COPY,
        Duration.ofSeconds(sequence),
        1,
        false,
        1,
        Bytes.ofMebi(512),
        Bytes.ofMebi(100),
        Bytes.ofMebi(412),
        Bytes.ofMebi(100),
        BytesPerSecond.ZERO,
        Duration.ofMillis(300),
        null,
        true,
        0,
        Bytes.ZERO,
        Bytes.ZERO);
  }

  private Path file(ProgressSample... samples) throws IOException {
    var lines =
        Arrays.stream(samples)
            .map(EventJson.strict()::writeValueAsString)
            .collect(Collectors.joining("\n", "", "\n\n"));
    return Files.writeString(folder.resolve("progress"), lines);
  }

  @Test
  void lastAttemptIsTakenInOrderAndEachSampleOnce() throws IOException {
    var file = file(sample(ONE, 1, 9), sample(ONE, 2, 3), sample(ONE, 2, 1), sample(ONE, 2, 3));

    assertThat(Recording.ofFile(file, "").samples())
        .containsExactly(sample(ONE, 2, 1), sample(ONE, 2, 3));
  }

  @Test
  void oneOfSeveralMigrationsHasToBeNamed() throws IOException {
    var file = file(sample(ONE, 1, 1), sample(OTHER, 1, 2));

    assertThatThrownBy(() -> Recording.ofFile(file, ""))
        .isInstanceOf(Invalid.class)
        .hasMessage("--file: holds several migrations: name one by its ID");
    assertThat(Recording.ofFile(file, OTHER.toString()).samples())
        .isEqualTo(List.of(sample(OTHER, 1, 2)));
  }

  @Test
  void whatIsWrongWithAFileIsSaid() throws IOException {
    var empty = Files.writeString(folder.resolve("empty"), "");
    assertThatThrownBy(() -> Recording.ofFile(empty, ""))
        .hasMessage("--file: no progress is recorded");
    var broken =
        Files.writeString(
            folder.resolve("broken"),
            EventJson.strict().writeValueAsString(sample(ONE, 1, 1)) + "\n{\"pass\": 0}\n");
    assertThatThrownBy(() -> Recording.ofFile(broken, ""))
        .isInstanceOf(Invalid.class)
        .hasMessageStartingWith("--file: line 2: ");
    assertThatThrownBy(() -> Recording.ofFile(folder, "")).hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> Recording.ofFile(file(sample(ONE, 1, 1)), "none"))
        .hasMessage("--file: no progress of migration none is recorded");
  }

  @Test
  void topicGivesWhatItHasOfTheMigration() throws Exception {
    var prefix = "replay-" + UUID.randomUUID() + ".";
    var servers = Map.<String, Object>of("bootstrap.servers", Parts.broker());
    try (var admin = Admin.create(servers)) {
      new TopicAdmin(admin, prefix, 3).create((short) 1);
    }
    try (var producer =
        new KafkaProducer<>(servers, new StringSerializer(), new ByteArraySerializer())) {
      for (var sample : List.of(sample(ONE, 1, 2), sample(OTHER, 1, 1), sample(ONE, 1, 3))) {
        var key = sample.about().migration().toString();
        var event =
            new Received.Event<>(UUID.randomUUID().toString(), "urn:test", START, null, sample);
        producer.send(EventRecords.write(Topics.PROGRESS, prefix, key, event)).get();
      }
    }

    var kafka = Parts.broker();
    assertThat(Recording.ofTopic(kafka, prefix, ONE.toString()).samples())
        .containsExactly(sample(ONE, 1, 2), sample(ONE, 1, 3));
    assertThatThrownBy(() -> Recording.ofTopic(kafka, prefix, "none"))
        .hasMessage("no progress of migration none is recorded");
  }

  @Test
  void policiesAreReadFromWhatTheGatewayShows() {
    for (var definition : ShippedDefinitions.list()) {
      var shown = EventJson.strict().<ObjectNode>valueToTree(definition);
      shown.remove("at");
      shown.remove("by");

      var read = Definitions.read(Json.tree(shown.toString()));

      assertThat(read).isEqualTo(readable(definition));
    }
  }

  /** Who made it and when is not shown of a shipped one. */
  private static PolicyDefinition readable(PolicyDefinition definition) {
    return new PolicyDefinition(
        definition.name(),
        definition.version(),
        Instant.EPOCH,
        "urn:godwit:shipped",
        false,
        definition.match(),
        definition.intent(),
        definition.ladder(),
        definition.shadow());
  }
}
