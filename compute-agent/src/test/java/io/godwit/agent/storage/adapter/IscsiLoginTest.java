package io.godwit.agent.storage.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.godwit.agent.storage.IscsiTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A real login, where the machine allows it: {@code -Dgodwit.iscsi.portal=ADDRESS:PORT} and {@code
 * -Dgodwit.iscsi.target=IQN} name a target to log in to and out from.
 */
class IscsiLoginTest {
  @Test
  void targetIsLoggedInToAndOutFrom() {
    obstacle().ifPresent(why -> notRun(why));
    var target =
        new IscsiTarget(
            System.getProperty("godwit.iscsi.portal", ""),
            System.getProperty("godwit.iscsi.target", ""));
    var iscsi = new Iscsiadm(List.of("iscsiadm"), Duration.ofSeconds(60));

    iscsi.logIn(target);
    assertThat(iscsi.sessions()).anyMatch(session -> session.name().equals(target.name()));
    iscsi.logIn(target);
    iscsi.logOut(target);
    assertThat(iscsi.sessions()).noneMatch(session -> session.name().equals(target.name()));
    iscsi.logOut(target);
  }

  private static void notRun(String why) {
    var sentence = "NOT RUN: a real iSCSI login, since " + why;
    System.err.printf("%n%s%n%s%n%s%n%n", "!".repeat(90), sentence, "!".repeat(90));
    abort(sentence);
  }

  private static Optional<String> obstacle() {
    if (!Files.exists(Path.of("/sys/class/iscsi_transport"))) {
      return Optional.of("this kernel has no iSCSI transport (/sys/class/iscsi_transport)");
    }
    boolean installed =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "iscsiadm")));
    if (!installed) {
      return Optional.of("open-iscsi is not installed");
    }
    return System.getProperty("godwit.iscsi.target") == null
        ? Optional.of("no target is named (-Dgodwit.iscsi.portal, -Dgodwit.iscsi.target)")
        : Optional.empty();
  }
}
