package io.godwit.cli.command;

import io.godwit.cli.command.option.GatewayOptions;
import io.godwit.cli.command.option.Values;
import io.godwit.cli.command.text.Details;
import io.godwit.cli.gateway.Migration;
import io.godwit.cli.terminal.Amounts;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Screen;
import io.godwit.cli.terminal.Table;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The migrations. */
@Command(
    name = "list",
    description = "Migrations, newest first; of those that wait their place, and when they start.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  ./godwit list", "  ./godwit list --state running --json"})
public final class ListMigrations implements Callable<Integer> {
  @Mixin private GatewayOptions gateway;

  @Option(names = "--state", description = "only those in this state")
  private @Nullable String state;

  @Option(names = "--guest", description = "only those of this guest")
  private @Nullable String guest;

  @Option(
      names = "--limit",
      defaultValue = "20",
      converter = Values.LimitConverter.class,
      description = "at most so many (default: ${DEFAULT-VALUE})")
  private int limit;

  @Option(names = "--json", description = "prints them as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var query = new TreeMap<String, String>();
    query.put("limit", Integer.toString(limit));
    if (state != null) {
      query.put("state", state);
    }
    if (guest != null) {
      query.put("guest", guest);
    }
    var answer = gateway.client().migrations(query);
    var out = Screen.standardOutput();
    if (json) {
      out.line(Json.pretty(answer));
      return 0;
    }
    var table =
        new Table(
            "ID", "GUEST", "FROM, TO", "STATE", "PLACE", "STARTS", "TOTAL", "DOWNTIME", "SENT");
    var now = Instant.now();
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
    table.print(out);
    return 0;
  }
}
