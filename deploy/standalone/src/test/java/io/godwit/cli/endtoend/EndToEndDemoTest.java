package io.godwit.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.terminal.Json;
import io.godwit.parts.Parts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The demonstration, as it is promised. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EndToEndDemoTest {
  @TempDir private Path folder;

  @Test
  void calmGuestsEndByPreCopyAndTheWildOneByThePolicysDecision() throws Exception {
    Parts.requireLab();
    var godwit = new GodwitScript("e2edemo");

    var ran = godwit.run(List.of("demo", "--json"), at("demo"));

    assertThat(ran.status()).as(ran.toString()).isZero();
    JsonNode rows = Json.tree(ran.out());
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0).get("mode").asString()).isEqualTo("pre-copy");
    assertThat(rows.get(1).get("mode").asString()).isEqualTo("pre-copy");
    assertThat(rows.get(2).get("mode").asString()).isEqualTo("post-copy");
    assertThat(rows.get(2).get("totalMillis").asLong()).isLessThan(15_000);
    assertThat(rows.get(2).get("lostWorkMillis").asLong()).isLessThanOrEqualTo(6_000);
    assertThat(godwit.lab().list().state()).isEqualTo("down");
    assertThat(folder.resolve("demo")).doesNotExist();
  }

  @Test
  void interruptedDemonstrationLeavesNothing() throws Exception {
    Path err = folder.resolve("err");
    var godwit = new GodwitScript("e2edemo");
    var process =
        godwit.start(
            List.of("demo", "--hosts", "simulated:2"), at("cut"), folder.resolve("out"), err);
    Path started = folder.resolve("cut/run/scheduler-service.pid");
    Deployed.await(() -> Files.exists(started) || !process.isAlive());

    process.destroy();

    assertThat(process.waitFor()).as(Files.readString(err)).isEqualTo(143);
    assertThat(folder.resolve("cut")).doesNotExist();
  }

  @Test
  void simulatedDemonstrationNeedsNeitherRootNorDebian() throws Exception {
    var godwit = new GodwitScript("e2edemo");

    var ran = godwit.run(List.of("demo", "--hosts", "simulated:2", "--json"), at("simulated"));

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(Json.tree(ran.out())).hasSize(3);
  }

  private List<String> at(String name) {
    return List.of("--folder", folder.resolve(name).toString());
  }
}
