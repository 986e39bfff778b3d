package io.godwit.agent.storage.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.agent.storage.IscsiTarget;
import io.godwit.agent.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command is told and how its answers are read, with a script in its place. */
class IscsiadmTest {
  private static final IscsiTarget TARGET =
      new IscsiTarget("10.0.0.5:3260", "iqn.2026-01.io.example:store");

  @TempDir Path folder;

  /** A command that writes down its arguments, prints a text and ends with a status. */
  private Iscsiadm answering(String text, int status) throws IOException {
    var script = folder.resolve("iscsiadm");
    Files.writeString(
        script,
        "#!/bin/sh\necho \"$@\" >> %s\ncat <<'END'\n%s\nEND\nexit %d\n"
            .formatted(folder.resolve("told"), text, status));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return new Iscsiadm(List.of(script.toString()), Duration.ofSeconds(20));
  }

  private List<String> told() throws IOException {
    return Files.readAllLines(folder.resolve("told"));
  }

  @Test
  void sessionsAreRead() throws IOException {
    var iscsi =
        answering(
            """
            tcp: [1] 10.0.0.5:3260,1 iqn.2026-01.io.example:store (non-flash)
            tcp: [12] [fd00::5]:3260,1 iqn.2026-01.io.example:other (non-flash)
            iscsiadm: something else\
            """,
            0);

    assertThat(iscsi.sessions())
        .containsExactly(TARGET, new IscsiTarget("[fd00::5]:3260", "iqn.2026-01.io.example:other"));
  }

  @Test
  void noSessionsIsNoError() throws IOException {
    assertThat(answering("iscsiadm: No active sessions.", 21).sessions()).isEmpty();
  }

  @Test
  void targetIsDiscoveredAndThenLoggedInTo() throws IOException {
    answering("", 0).logIn(TARGET);

    assertThat(told())
        .containsExactly(
            "-m discovery -t sendtargets -p 10.0.0.5:3260",
            "-m node -T iqn.2026-01.io.example:store -p 10.0.0.5:3260 --login");
  }

  @Test
  void refusalIsToldInTheCommandsWords() throws IOException {
    var refusing = answering("iscsiadm: connection refused", 4);

    assertThatThrownBy(() -> refusing.logIn(TARGET))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "nothing was discovered at 10.0.0.5:3260: status 4, iscsiadm: connection refused");
    assertThatThrownBy(refusing::sessions).hasMessageContaining("connection refused");
    assertThatThrownBy(() -> refusing.logOut(TARGET)).hasMessageContaining("connection refused");
  }

  @Test
  void logoutFromWhatIsNotLoggedInToIsNoError() throws IOException {
    answering("iscsiadm: No matching sessions found", 21).logOut(TARGET);

    assertThat(told())
        .containsExactly("-m node -T iqn.2026-01.io.example:store -p 10.0.0.5:3260 --logout");
  }

  @Test
  void nameThatIsAnOptionNeverReachesTheCommand() throws IOException {
    var iscsi = answering("", 0);

    assertThatThrownBy(() -> iscsi.logOut(new IscsiTarget("10.0.0.5:3260", "--logoutall=all")))
        .isInstanceOf(StorageException.class);
    assertThat(folder.resolve("told")).doesNotExist();
  }

  @Test
  void missingCommandIsSaid() {
    var missing = new Iscsiadm(List.of("/nowhere/iscsiadm"), Duration.ofSeconds(1));

    assertThatThrownBy(missing::sessions)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("/nowhere/iscsiadm");
  }

  @Test
  void commandThatHangsIsEnded() throws IOException {
    var script = folder.resolve("hangs");
    Files.writeString(script, "#!/bin/sh\nexec sleep 600\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    var hangs = new Iscsiadm(List.of(script.toString()), Duration.ofMillis(200));

    assertThatThrownBy(hangs::sessions).hasMessageContaining("did not end within 200 ms");
  }
}
