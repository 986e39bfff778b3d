package io.godwit.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.cli.gateway.Migration;
import io.godwit.cli.gateway.Refused;
import io.godwit.cli.terminal.Json;
import io.godwit.events.MigrationId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A guest that is easily moved, through every door, on real hosts. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EndToEndMigrationTest {
  private static final String GUEST = "calm";
  private static final String WILD = "wild";
  @TempDir private static Path folder;
  private static Deployed deployed;

  @BeforeAll
  static void up() throws Exception {
    deployed = Deployed.onLab(folder.resolve("up"));
    deployed.guest(GUEST, 16, 1);
    deployed.guest(WILD, 256, 400);
  }

  @AfterAll
  static void down() throws Exception {
    if (deployed != null) {
      deployed.down();
    }
  }

  @Test
  void commandLineMovesAGuestAndItRunsOnTheDestinationAlone() throws Exception {
    String destination = otherHost(GUEST);

    var ran = deployed.run("migrate", GUEST, destination, "--json");

    assertThat(ran.status()).as(ran.toString()).isZero();
    var migration = Json.read(ran.out(), Migration.class);
    assertThat(migration.state()).isEqualTo("completed");
    assertThat(migration.mode()).isEqualTo("pre-copy");
    assertThat(migration.destination()).isEqualTo(destination);
    assertThat(deployed.whereabouts(GUEST)).isEqualTo(destination);
    var explained = deployed.run("explain", migration.id());
    assertThat(explained.status()).isZero();
    assertThat(explained.out()).contains("nowhere else");
  }

  @Test
  void requestOfAPlainKafkaProducerIsCarriedOut() throws Exception {
    String destination = otherHost(GUEST);
    String id = "move-" + System.nanoTime();

    produce(
        "{\"guest\":\"%s\",\"destination\":\"%s\",\"reason\":\"maintenance\"}"
            .formatted(GUEST, destination),
        Map.of(
            "ce_specversion", "1.0",
            "ce_id", id,
            "ce_source", "urn:example:cloud",
            "ce_type", "migration.request.v1",
            "content-type", "application/json"));

    String migration = MigrationId.of("urn:example:cloud", id).toString();
    Deployed.await(() -> known(migration));
    var last = deployed.ended(deployed.gateway().byId(migration));
    assertThat(last.state()).as(last.toString()).isEqualTo("completed");
    assertThat(last.reason()).isEqualTo("maintenance");
    assertThat(deployed.whereabouts(GUEST)).isEqualTo(destination);
  }

  @Test
  void cancelWhileItRunsLeavesTheGuestWhereItWas() throws Exception {
    String source = deployed.whereabouts(WILD);
    var migration = deployed.request(WILD, otherHost(WILD));
    deployed.awaitState(migration.id(), one -> one.state().equals("running"));

    var ran = deployed.run("cancel", migration.id());

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(deployed.gateway().byId(migration.id()).state()).isEqualTo("cancelled");
    assertThat(deployed.whereabouts(WILD)).isEqualTo(source);
  }

  @Test
  void recordThatIsNoEventGoesToTheDeadLettersAndLaterOnesGoOn() throws Exception {
    String marker = "garbage " + System.nanoTime();

    produce(marker, Map.of("ce_type", "migration.request.v1"));

    assertThat(deadLetter(marker)).isNotEmpty();
    var migration = deployed.ended(deployed.request(GUEST, otherHost(GUEST)));
    assertThat(migration.state()).as(migration.toString()).isEqualTo("completed");
  }

  @Test
  void unknownGuestIsRejectedByName() throws Exception {
    var ran = deployed.run("migrate", "nobody", "host2");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out() + ran.err()).contains("nobody");
  }

  @Test
  void unknownHostIsRejectedByName() throws Exception {
    var ran = deployed.run("migrate", GUEST, "host9");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out() + ran.err()).contains("host9");
  }

  @Test
  void hostWhereTheGuestAlreadyIsIsRejected() throws Exception {
    String here = deployed.whereabouts(GUEST);

    var ran = deployed.run("migrate", GUEST, here);

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out() + ran.err()).contains(here);
  }

  @Test
  void unknownFieldAndBrokenJsonAreProblemsThatSaySo() throws Exception {
    var unknown = post("{\"guest\":\"calm\",\"destinaton\":\"host2\"}");
    var broken = post("{\"guest\":");

    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("destinaton");
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(broken.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void migrationThatNobodyAskedForIsNotFound() {
    assertThatThrownBy(() -> deployed.gateway().byId("00000000-0000-5000-8000-000000000000"))
        .isInstanceOf(Refused.class)
        .satisfies(refused -> assertThat(((Refused) refused).status()).isEqualTo(404));
  }

  @Test
  void statusNamesEveryProcessAndSecondUpIsRefused() throws Exception {
    var status = deployed.run("status");
    var up = deployed.run("up", "--hosts", "lab:2");

    assertThat(status.status()).as(status.toString()).isZero();
    assertThat(status.out())
        .contains("kafka", "postgres", "scheduler-service", "agent-host1", "agent-host2");
    assertThat(up.status()).isEqualTo(1);
    assertThat(up.err()).contains("it is already up at " + deployed.deployment().url());
  }

  private static String otherHost(String guest) throws Exception {
    return deployed.whereabouts(guest).equals("host1") ? "host2" : "host1";
  }

  private static boolean known(String migration) throws InterruptedException {
    try {
      return deployed.gateway().byId(migration) != null;
    } catch (Refused e) {
      return false;
    }
  }

  private static HttpResponse<String> post(String body) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(deployed.deployment().url() + "/api/v1/migrations"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    }
  }

  private static void produce(String value, Map<String, String> headers) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", deployed.deployment().kafka());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      var record = new ProducerRecord<String, String>("migration.requests.v1", value);
      headers.forEach(
          (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
      producer.send(record).get(30, TimeUnit.SECONDS);
    }
  }

  /** The reason under which this value lies in the dead-letter topic. */
  private static String deadLetter(String value) {
    Map<String, Object> settings = Map.of("bootstrap.servers", deployed.deployment().kafka());
    var partition = new TopicPartition("migration.requests.v1.dlt", 0);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var found = new ArrayList<String>();
      for (int polls = 0; found.isEmpty() && polls < 60; polls++) {
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          Header reason = record.headers().lastHeader("godwit_dlt_reason");
          if (value.equals(record.value()) && reason != null) {
            found.add(new String(reason.value(), StandardCharsets.UTF_8));
          }
        }
      }
      return String.join("", found);
    }
  }
}
