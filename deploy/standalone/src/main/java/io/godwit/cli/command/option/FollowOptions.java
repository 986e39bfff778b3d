package io.godwit.cli.command.option;

import io.godwit.cli.command.text.Details;
import io.godwit.cli.command.text.EvacuationText;
import io.godwit.cli.gateway.Evacuation;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.cli.gateway.Migration;
import io.godwit.cli.gateway.Refused;
import io.godwit.cli.gateway.Unreachable;
import io.godwit.cli.progress.EvacuationFollower;
import io.godwit.cli.progress.EvacuationView;
import io.godwit.cli.progress.Follower;
import io.godwit.cli.progress.ProgressView;
import io.godwit.cli.terminal.Interruptible;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Screen;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** How long something is followed, and how that is shown. */
public final class FollowOptions {
  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description = "how long to wait for the end (default: ${DEFAULT-VALUE})",
      converter = Values.LimitConverter.class)
  private int timeoutSeconds;

  /** Follows it to its end and prints how it ended. */
  public Migration follow(GatewayClient client, Migration migration, boolean json)
      throws Exception {
    return toTheEnd(
        "watch " + migration.id(),
        screen -> {
          Migration last;
          try (var view = ProgressView.on(screen)) {
            last = new Follower(client, view::show).follow(List.of(migration), limit()).getFirst();
          }
          return new Last<>(
              last,
              last.ended(),
              out -> Details.print(last, out),
              () -> client.migrationTree(last.id()));
        },
        json);
  }

  /** Follows it to its end and prints how it ended, and what could not move. */
  public Evacuation follow(GatewayClient client, Evacuation evacuation, boolean json)
      throws Exception {
    return toTheEnd(
        "evacuations %s --watch".formatted(evacuation.id()),
        screen -> {
          Evacuation last;
          try (var view = EvacuationView.on(screen)) {
            last = new EvacuationFollower(client, view).follow(evacuation, limit());
          }
          return new Last<>(
              last,
              last.ended(),
              out -> EvacuationText.printEnd(last, out),
              () -> client.evacuationTree(last.id()));
        },
        json);
  }

  /** What was followed as it was last seen; whether it had ended; for people and as JSON. */
  private record Last<T>(T value, boolean ended, Consumer<Screen> text, Callable<JsonNode> tree) {}

  private interface Following<T> {
    Last<T> to(Screen screen) throws Exception;
  }

  /**
   * @param command by which it can be followed again if it does not end here
   */
  private static <T> T toTheEnd(String command, Following<T> following, boolean json)
      throws Exception {
    return Interruptible.run(() -> {
      boolean ended = false;
      try {
        var last = following.to(json ? Screen.standardError() : Screen.standardOutput());
        ended = last.ended();
        var out = Screen.standardOutput();
        if (json) {
          out.line(Json.pretty(last.tree().call()));
        } else {
          last.text().accept(out);
        }
        return last.value();
      } catch (Refused | Unreachable e) {
        ended = true; // nobody knows; the error says so
        throw e;
      } finally {
        if (!ended) {
          Screen.standardError().line("godwit: it goes on: ./godwit " + command);
        }
      }
    });
  }

  private Duration limit() {
    return Duration.ofSeconds(timeoutSeconds);
  }
}
