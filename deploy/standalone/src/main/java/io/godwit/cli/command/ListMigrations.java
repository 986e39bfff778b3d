package io.godwit.cli.command;

import io.godwit.cli.command.option.GatewayOptions;
import io.godwit.cli.command.option.ListOptions;
import io.godwit.cli.command.text.Details;
import io.godwit.cli.gateway.Migration;
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
import tools.jackson.databind.JsonNode;

/** The migrations. */
@Command(
    name = "list",
    description = "Migrations, newest first; of those that wait their place, and when they start.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  ./godwit list", "  ./godwit list --state running --json"})
public final class ListMigrations implements Callable<Integer> {
  @Mixin private GatewayOptions gateway;
  @Mixin private ListOptions listing;

  @Option(names = "--guest", description = "only those of this guest")
  private @Nullable String guest;

  @Option(names = "--json", description = "prints them as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var answer = gateway.client().migrations(listing.query("guest", guest));
    Output.print(json, answer, out -> table(answer, Instant.now()).print(out));
    return 0;
  }

  private static Table table(JsonNode answer, Instant now) {
    var table =
        new Table(
            "ID", "GUEST", "FROM, TO", "STATE", "PLACE", "STARTS", "TOTAL", "DOWNTIME", "SENT");
    for (var node : answer.get("migrations")) {
      var one = Json.read(node, Migration.class);
      var place = one.queue();
      table.row(
          one.id(),
          one.guest().name(),
          Details.way(one),
          one.stage(),
          place == null ? Amounts.NONE : Integer.toString(place.position()),
          Amounts.moment(place == null ? null : place.expectedStart(), now),
          Amounts.millis(one.totalMillis()),
          Amounts.millis(one.downtimeMillis()),
          Amounts.bytes(one.sentBytes()));
    }
    return table;
  }
}
