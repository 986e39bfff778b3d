package io.godwit.cli.command;

import io.godwit.cli.command.option.GatewayOptions;
import io.godwit.cli.command.text.Details;
import io.godwit.cli.gateway.WaitingQueue;
import io.godwit.cli.terminal.Amounts;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Output;
import io.godwit.cli.terminal.Screen;
import io.godwit.cli.terminal.Table;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who waits, for what, how long. */
@Command(
    name = "queue",
    description = "Migrations that wait: in their order, for what, and when each should start.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./godwit queue",
      "  ./godwit queue --json",
      "  ./godwit prioritize ID 50             sooner",
    })
public final class Queue implements Callable<Integer> {
  @Mixin private GatewayOptions gateway;

  @Option(names = "--json", description = "prints it as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var answer = gateway.client().queueTree();
    Output.print(
        json, answer, out -> print(Json.read(answer, WaitingQueue.class), Instant.now(), out));
    return 0;
  }

  private static void print(WaitingQueue queue, Instant now, Screen out) {
    if (queue.total() == 0) {
      out.line("nothing waits");
      return;
    }
    var table = new Table("PLACE", "GUEST", "FROM", "STARTS", "MIGRATION", "WAITS FOR");
    for (var place : queue.places()) {
      table.row(
          Integer.toString(place.position()),
          place.guest().name(),
          Details.orNone(place.source()),
          Amounts.moment(place.expectedStart(), now),
          place.migration(),
          place.waitingFor());
    }
    table.print(out);
    int more = queue.total() - queue.places().size();
    if (more > 0) {
      out.line("and %d more".formatted(more));
    }
  }
}
