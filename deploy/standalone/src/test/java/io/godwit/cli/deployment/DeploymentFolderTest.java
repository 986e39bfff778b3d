package io.godwit.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.parts.Child;
import io.godwit.parts.PartFailed;
import io.godwit.parts.ProcessFolder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentFolderTest {
  @TempDir private Path folder;
  private final List<String> said = new ArrayList<>();

  @Test
  void folderWithOtherThingsIsRefused() throws Exception {
    Files.writeString(folder.resolve("letter.txt"), "dear");

    assertThatThrownBy(() -> DeploymentFolder.open(folder))
        .isInstanceOf(PartFailed.class)
        .hasMessage(folder + " holds other things: name an empty or a new folder");
  }

  @Test
  void secondUpSaysWhereItIsUp() throws Exception {
    try (var opened = DeploymentFolder.open(folder)) {
      deployment(true).write(folder);
      runningChild();

      assertThatThrownBy(() -> launcher().up(opened, settings(0), new NoHosts()))
          .isInstanceOf(PartFailed.class)
          .hasMessage("it is already up at http://127.0.0.1:8080 (./godwit status, ./godwit down)");
      launcher().down(opened);
    }
  }

  @Test
  void restOfAnInterruptedStartIsNamed() throws Exception {
    try (var opened = DeploymentFolder.open(folder)) {
      deployment(false).write(folder);
      runningChild();

      assertThatThrownBy(() -> launcher().up(opened, settings(0), new NoHosts()))
          .isInstanceOf(PartFailed.class)
          .hasMessage(
              "of an earlier start in %s still run sleeper: ./godwit down first".formatted(folder));
      launcher().down(opened);
    }
    assertThat(new ProcessFolder(folder).children()).isEmpty();
    assertThat(Deployment.read(folder)).isEmpty();
  }

  @Test
  void takenPortIsNamedWithItsOption() throws Exception {
    try (var opened = DeploymentFolder.open(folder);
        var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = socket.getLocalPort();

      assertThatThrownBy(() -> launcher().up(opened, settings(port), new NoHosts()))
          .isInstanceOf(PartFailed.class)
          .hasMessageStartingWith("--port: port %d is taken by another process".formatted(port));
    }
  }

  @Test
  void folderThatARunLeftWithoutDownIsSaidAndTakenOver() throws Exception {
    try (var opened = DeploymentFolder.open(folder)) {
      deployment(true).write(folder);

      assertThatThrownBy(() -> launcher().up(opened, settings(0), new NoHosts()))
          .hasMessage("no hosts in this test");
      assertThat(said.getFirst())
          .isEqualTo(
              "the last run in %s ended without ./godwit down; its data is kept".formatted(folder));
    }
  }

  private void runningChild() throws Exception {
    var child = new Child("sleeper", List.of("sleep", "60"), Map.of(), 0);
    new ProcessFolder(folder).start(child);
  }

  private Launcher launcher() {
    return new Launcher(new Home(Path.of("/none")), said::add);
  }

  private static Settings settings(int port) {
    return new Settings(
        new Settings.Ports(port, 0, 0),
        null,
        "127.0.0.1:1",
        new Settings.ExistingDatabase("jdbc:postgresql://127.0.0.1:1/none", "none", ""));
  }

  private static Deployment deployment(boolean ready) {
    return new Deployment(
        ready, "http://127.0.0.1:8080", "", "", "simulated:2", null, Instant.EPOCH, List.of());
  }

  private static final class NoHosts implements Fleet {
    @Override
    public String description() {
      return "none";
    }

    @Override
    public @Nullable String ownedLab() {
      return null;
    }

    @Override
    public List<AgentPlan> agents(Path stateFolder) {
      throw new PartFailed("no hosts in this test");
    }
  }
}
