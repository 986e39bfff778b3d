package io.godwit.cli.command;

import io.godwit.cli.gateway.GatewayClient;
import io.godwit.cli.gateway.Migration;
import io.godwit.cli.progress.Follower;
import io.godwit.cli.progress.ProgressView;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Screen;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** How long a migration is followed, and how that is shown. */
final class FollowOptions {
  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description = "how long to wait for the end (default: ${DEFAULT-VALUE})",
      converter = Values.LimitConverter.class)
  private int timeoutSeconds;

  /** Follows it to its end and prints how it ended. */
  Migration follow(GatewayClient client, Migration migration, boolean json) throws Exception {
    return Interruptible.run(() -> {
      var screen = json ? Screen.standardError() : Screen.standardOutput();
      Migration last;
      try (var view = ProgressView.on(screen)) {
        last =
            new Follower(client, view::show)
                .follow(List.of(migration), Duration.ofSeconds(timeoutSeconds))
                .getFirst();
      }
      if (json) {
        Screen.standardOutput().line(Json.pretty(client.migrationTree(last.id())));
      } else {
        Details.print(last, screen);
      }
      return last;
    });
  }
}
