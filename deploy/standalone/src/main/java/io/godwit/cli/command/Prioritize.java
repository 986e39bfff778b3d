package io.godwit.cli.command;

import io.godwit.cli.Godwit;
import io.godwit.cli.command.option.GatewayOptions;
import io.godwit.cli.command.option.Values;
import io.godwit.cli.command.text.Details;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.cli.gateway.Migration;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Gives a migration another place in the queue. */
@Command(
    name = "prioritize",
    description = {
      "Gives a migration that waits another priority, the higher the sooner.",
      "Fails when it does not wait any more.",
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./godwit prioritize ID 50",
      "  ./godwit prioritize ID -- -50         later than others",
    })
public final class Prioritize implements Callable<Integer> {
  @Mixin private GatewayOptions gateway;

  @Parameters(index = "0", paramLabel = "ID", description = "of the migration")
  private String id = "";

  @Parameters(
      index = "1",
      paramLabel = "N",
      description = "-100 to 100",
      converter = Values.PriorityConverter.class)
  private int priority;

  @Option(names = "--json", description = "prints the migration as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var client = gateway.client();
    client.prioritize(id, priority);
    var answer = applied(client);
    var migration = Json.read(answer, Migration.class);
    Output.print(json, answer, out -> Details.print(migration, out));
    return migration.priority() == priority ? 0 : Godwit.FAILED;
  }

  /** Waits until the scheduler has said that it holds, or the migration has left the queue. */
  private JsonNode applied(GatewayClient client) throws InterruptedException {
    return Awaited.answer(
        "changed the priority",
        () -> {
          var answer = client.migrationTree(id);
          var migration = Json.read(answer, Migration.class);
          return migration.priority() == priority || !migration.waits() ? answer : null;
        });
  }
}
