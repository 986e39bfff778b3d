package io.godwit.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every service dies once while a migration runs. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EndToEndKillTest {
  private static final String GUEST = "busy";
  @TempDir private static Path folder;
  private static Deployed deployed;

  @BeforeAll
  static void up() throws Exception {
    deployed = Deployed.onLab(folder.resolve("up"));
    deployed.guest(GUEST, 200, 20);
  }

  @AfterAll
  static void down() throws Exception {
    if (deployed != null) {
      deployed.down();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scheduler-service",
        "monitor-service",
        "policy-service",
        "api-gateway",
        "agent-host1",
        "agent-host2"
      })
  void migrationEndsOnceAndItsRecordIsTrueThoughAServiceWasKilled(String service) throws Exception {
    String source = deployed.whereabouts(GUEST);
    String destination = source.equals("host1") ? "host2" : "host1";
    var migration = deployed.request(GUEST, destination);
    deployed.awaitState(migration.id(), one -> one.state().equals("running"));

    deployed.killAndRestart(service);

    var last = deployed.ended(migration);
    assertThat(deployed.whereabouts(GUEST))
        .as(last.toString())
        .isEqualTo(last.completed() ? destination : source);
    assertThat(last.state()).as(last.toString()).isEqualTo("completed");
    assertThat(ends(migration.id())).isEqualTo(1);
    Deployed.await(() -> deployed.run("status").status() == 0);
  }

  private static long ends(String migration) throws Exception {
    long ends = 0;
    for (var event : deployed.gateway().events(migration).get("events")) {
      String type = event.get("type").asString();
      ends += type.matches("migration\\.(completed|failed|cancelled)\\.v1") ? 1 : 0;
    }
    return ends;
  }
}
