package io.godwit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.gateway.CannedGateway;
import io.godwit.cli.terminal.Json;
import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.wire.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final MigrationId ID = MigrationId.of("urn:test", "one");
  @AutoClose private final CannedGateway gateway = new CannedGateway();
  @TempDir private Path folder;

  /** A first pass of 4 GiB at 10 MiB/s. */
  private static ProgressSample sample(int second) {
    var sent = Bytes.ofMebi(10L * second);
    return new ProgressSample(
        new About(ID, 1, second, START.plusSeconds(second)),
        new HostId("host1"),
        Phase.PRE_COPY,
        Duration.ofSeconds(second),
        1,
        second == 1,
        1,
        Bytes.ofMebi(4096),
        sent,
        Bytes.ofMebi(4096 - 10L * second),
        sent,
        BytesPerSecond.ZERO,
        Duration.ofMillis(300),
        BytesPerSecond.ofMebi(10),
        false,
        0,
        Bytes.ZERO,
        Bytes.ZERO);
  }

  private Path progress() throws IOException {
    var lines =
        IntStream.rangeClosed(1, 350)
            .mapToObj(ReplayTest::sample)
            .map(EventJson.strict()::writeValueAsString)
            .collect(Collectors.joining("\n"));
    return Files.writeString(folder.resolve("progress"), lines);
  }

  @Test
  void stepsOfAShippedLadderAreToldWithoutADeployment() throws IOException {
    var ran = Commands.run(gateway, "replay", "--file", progress().toString(), "--policy", "nova");

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(ran.out())
        .contains("attempt 1: 350 samples over 5 min 50 s", "policy nova, version 1")
        .contains("5 min 00 s  pass 1  raise the downtime to 95 ms  (ladder)");
    assertThat(gateway.asked()).isEmpty();
  }

  @Test
  void whatConvergesIsLeftAlone() throws IOException {
    var ran =
        Commands.run(
            gateway, "replay", "--file", progress().toString(), "--policy", "standard-user");

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(ran.out()).contains("it would have taken no step");
  }

  @Test
  void jsonHasThePolicyAndTheSteps() throws IOException {
    var ran =
        Commands.run(
            gateway, "replay", "--file", progress().toString(), "--policy", "nova", "--json");

    var tree = Json.tree(ran.out());
    assertThat(tree.get("policy").get("name").asString()).isEqualTo("nova");
    assertThat(tree.get("steps").get(0).get("choice").get("escalation").get("kind").asString())
        .isEqualTo("raise-downtime");
  }

  @Test
  void policyThatIsNotThereIsSaidByTheGateway() throws IOException {
    gateway.answer(
        "GET /api/v1/policies/mine",
        404,
        "{\"title\":\"t\",\"field\":\"name\",\"detail\":\"there is no policy 'mine'\"}");

    var ran = Commands.run(gateway, "replay", "--file", progress().toString(), "--policy", "mine");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("there is no policy 'mine'");
  }
}
