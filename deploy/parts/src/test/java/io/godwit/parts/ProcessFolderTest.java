package io.godwit.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ProcessFolderTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  @TempDir private Path folder;
  private ProcessFolder processes;

  @BeforeEach
  void open() throws IOException {
    processes = new ProcessFolder(folder);
  }

  @AfterEach
  void stopWhatIsLeft() throws Exception {
    processes.stopAll(LIMIT);
  }

  @Test
  void childRunsInItsOwnSessionWithItsEnvironmentAndItsLog() throws Exception {
    var child =
        start("one", 0, "echo \"hello $NAME\"; ps -o sid= -p $$ | tr -d ' '; exec sleep 60");

    child.awaitLine("hello from the environment\n" + child.identity().pid() + "\n", LIMIT);
    assertThat(child.alive()).isTrue();
    assertThat(processes.children()).containsExactly(child);
  }

  @Test
  void anotherFolderObjectFindsAndStopsWhatWasStarted() throws Exception {
    var child = start("one", 0, "exec sleep 60");

    new ProcessFolder(folder).stopAll(LIMIT);

    assertThat(child.alive()).isFalse();
    assertThat(processes.children()).isEmpty();
  }

  @Test
  void secondStartUnderTheNameOfARunningChildIsRefused() throws Exception {
    start("one", 0, "exec sleep 60");

    assertThatThrownBy(() -> start("one", 0, "exec sleep 60"))
        .isInstanceOf(PartFailed.class)
        .hasMessage("one runs already");
  }

  @Test
  void childrenStopInTheReverseOrderOfTheirRanks() throws Exception {
    Path order = folder.resolve("order");
    for (int rank = 0; rank < 3; rank++) {
      String trap = "trap 'echo %d >> %s; exit' TERM; echo ready;".formatted(rank, order);
      start("child" + rank, rank, trap + " while :; do sleep 0.05; done").awaitLine("ready", LIMIT);
    }

    processes.stopAll(LIMIT);

    assertThat(Files.readString(order)).isEqualTo("2\n1\n0\n");
  }

  @Test
  void childThatDoesNotEndInTimeIsKilled() throws Exception {
    var child = start("deaf", 0, "trap '' TERM; echo ready; while :; do sleep 1; done");
    child.awaitLine("ready", LIMIT);

    processes.stopAll(Duration.ofMillis(100));

    assertThat(child.alive()).isFalse();
  }

  @Test
  void processWithARecycledNumberIsNotSignalled() throws Exception {
    var child = start("one", 0, "exec sleep 60");
    Path pidFile = folder.resolve("run/one.pid");
    String text = Files.readString(pidFile);
    long otherStart = child.identity().startTicks() - 1;
    Files.writeString(
        pidFile, text.replace(" " + child.identity().startTicks() + " ", " " + otherStart + " "));

    assertThat(processes.find("one").orElseThrow().alive()).isFalse();
    processes.stopAll(LIMIT);

    assertThat(child.alive()).isTrue();
    processes.kill(child);
  }

  @Test
  void childOfAnEarlierBootIsNotTakenForAlive() throws Exception {
    var child = start("one", 0, "exec sleep 60");
    Path pidFile = folder.resolve("run/one.pid");
    Files.writeString(
        pidFile, Files.readString(pidFile).replace(child.identity().boot(), "another-boot"));

    assertThat(processes.find("one").orElseThrow().alive()).isFalse();
    processes.kill(child);
  }

  @Test
  void endBeforeReadinessIsReportedWithTheLastLines() throws Exception {
    var child = start("one", 0, "echo 'the port is taken'; exit 1");

    assertThatThrownBy(() -> child.awaitLine("ready", LIMIT))
        .isInstanceOf(PartFailed.class)
        .hasMessageContaining("one ended: the port is taken")
        .hasMessageContaining("logs/one.log");
  }

  private Child.Started start(String name, int rank, String script) throws Exception {
    return processes.start(
        new Child(name, List.of("sh", "-c", script), Map.of("NAME", "from the environment"), rank));
  }
}
