package io.godwit.cli.command;

import io.godwit.cli.Godwit;
import io.godwit.cli.command.option.FollowOptions;
import io.godwit.cli.command.option.GatewayOptions;
import io.godwit.cli.command.option.ListOptions;
import io.godwit.cli.command.text.EvacuationText;
import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.gateway.Evacuation;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.cli.terminal.Amounts;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Output;
import io.godwit.cli.terminal.Table;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The evacuations. */
@Command(
    name = "evacuations",
    description = {
      "Evacuations, newest first; with an ID that one, with its guests.",
      "With --watch it is followed, and the command fails unless no guest is left on the host.",
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./godwit evacuations --state running",
      "  ./godwit evacuations ID",
      "  ./godwit evacuations ID --watch",
    })
public final class Evacuations implements Callable<Integer> {
  @Mixin private GatewayOptions gateway;
  @Mixin private FollowOptions following;
  @Mixin private ListOptions listing;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "of one evacuation")
  private @Nullable String id;

  @Option(names = "--host", paramLabel = "HOST", description = "only those of this host")
  private @Nullable String host;

  @Option(names = "--watch", description = "follows it to its end")
  private boolean watch;

  @Option(names = "--json", description = "prints them as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (id == null) {
      refuseWatch();
      return list(gateway.client());
    }
    var client = gateway.client();
    if (watch) {
      var last = following.follow(client, client.evacuation(id), json);
      return last.completed() ? 0 : Godwit.FAILED;
    }
    var answer = client.evacuationTree(id);
    Output.print(
        json, answer, out -> EvacuationText.print(Json.read(answer, Evacuation.class), out));
    return 0;
  }

  private void refuseWatch() {
    if (watch) {
      throw new Invalid("--watch: needs an ID");
    }
  }

  private int list(GatewayClient client) throws InterruptedException {
    var answer = client.evacuations(listing.query("host", host));
    Output.print(json, answer, out -> table(answer, Instant.now()).print(out));
    return 0;
  }

  private static Table table(JsonNode answer, Instant now) {
    var table =
        new Table("ID", "HOST", "STATE", "MOVED", "MOVING", "WAITING", "STUCK", "BEGAN", "ENDS");
    for (var node : answer.get("evacuations")) {
      var one = Json.read(node, Evacuation.class);
      table.row(
          one.id(),
          one.host(),
          one.state(),
          "%d of %d".formatted(one.moved(), one.total()),
          Integer.toString(one.moving()),
          Integer.toString(one.waiting()),
          Integer.toString(one.stuck()),
          Amounts.moment(one.requestedAt(), now),
          Amounts.moment(one.ended() ? one.endedAt() : one.expectedEnd(), now));
    }
    return table;
  }
}
