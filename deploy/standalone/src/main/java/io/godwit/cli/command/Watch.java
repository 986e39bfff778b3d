package io.godwit.cli.command;

import io.godwit.cli.Godwit;
import io.godwit.cli.command.option.FollowOptions;
import io.godwit.cli.command.option.GatewayOptions;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.cli.gateway.LiveEvent;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Screen;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows what happens. */
@Command(
    name = "watch",
    description = {
      "Follows one migration to its end, or all that happens.",
      "With an ID it fails unless that guest arrived; without, it goes on until interrupted.",
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  ./godwit watch ID", "  ./godwit watch --json | jq .type"})
public final class Watch implements Callable<Integer> {
  @Mixin private GatewayOptions gateway;
  @Mixin private FollowOptions following;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "of the migration")
  private @Nullable String id;

  @Option(
      names = "--json",
      description = "prints JSON: the migration at its end, or an event a line")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var client = gateway.client();
    if (id == null) {
      return live(client);
    }
    return following.follow(client, client.byId(id), json).completed() ? 0 : Godwit.FAILED;
  }

  private int live(GatewayClient client) throws InterruptedException {
    var out = Screen.standardOutput();
    client.live(null, event -> out.line(json ? line(event) : text(event, out)));
    Screen.standardError().line("godwit: the gateway ended the stream");
    return Godwit.FAILED;
  }

  private static String line(LiveEvent event) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("id", event.id());
    fields.put("type", event.type());
    fields.put("data", Json.tree(event.data()));
    return Json.line(fields);
  }

  private static String text(LiveEvent event, Screen out) {
    return out.paint(Screen.Colour.HEADING, event.type()) + "  " + event.data();
  }
}
