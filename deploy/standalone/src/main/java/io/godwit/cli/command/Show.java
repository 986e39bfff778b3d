package io.godwit.cli.command;

import io.godwit.cli.command.option.GatewayOptions;
import io.godwit.cli.command.text.Details;
import io.godwit.cli.gateway.Migration;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One migration. */
@Command(
    name = "show",
    description = "One migration as it stands, and its events.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  ./godwit show ID", "  ./godwit show ID --events --json"})
public final class Show implements Callable<Integer> {
  @Mixin private GatewayOptions gateway;

  @Parameters(paramLabel = "ID", description = "of the migration")
  private String id = "";

  @Option(names = "--events", description = "its events instead")
  private boolean events;

  @Option(names = "--json", description = "prints it as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var client = gateway.client();
    var out = Screen.standardOutput();
    var answer = events ? client.events(id) : client.migrationTree(id);
    if (json) {
      out.line(Json.pretty(answer));
    } else if (events) {
      for (var event : answer.get("events")) {
        out.line(
            "%s  %s  %s"
                .formatted(
                    event.get("at").asString(),
                    event.get("type").asString(),
                    Json.line(event.get("data"))));
      }
    } else {
      Details.print(Json.read(answer, Migration.class), out);
    }
    return 0;
  }
}
