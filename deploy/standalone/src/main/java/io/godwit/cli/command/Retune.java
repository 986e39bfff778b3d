package io.godwit.cli.command;

import io.godwit.cli.Godwit;
import io.godwit.cli.command.option.GatewayOptions;
import io.godwit.cli.command.option.TuningOptions;
import io.godwit.cli.command.text.Details;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.cli.gateway.Migration;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Output;
import io.godwit.cli.terminal.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Changes what may be done to a migration that is under way. */
@Command(
    name = "retune",
    description = {
      "Changes what may be done to a migration that is under way, and by when it should be over.",
      "What is not named stays. Fails when the change is refused.",
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./godwit retune ID --deadline 2m --downtime 1s",
      "  ./godwit retune ID --throttle 30 --bandwidth 300mbit",
      "  ./godwit retune ID --post-copy allow --explanation \"agreed with its owner\"",
      "  ./godwit retune ID --pause 20s --last-resort pause --json",
    })
public final class Retune implements Callable<Integer> {
  private static final String REFUSED = "migration.wish-refused.v1";
  @Mixin private GatewayOptions gateway;
  @Mixin private TuningOptions tuning;

  @Parameters(paramLabel = "ID", description = "of the migration")
  private String id = "";

  @Option(names = "--explanation", paramLabel = "TEXT", description = "for the record")
  private @Nullable String explanation;

  @Option(names = "--json", description = "prints the migration as JSON")
  private boolean json;

  /** What came of it: the migration as it is then, and why not; null: it holds. */
  private record Outcome(JsonNode migration, @Nullable String refusal) {}

  @Override
  public Integer call() throws Exception {
    var wanted = tuning.wanted(explanation);
    var client = gateway.client();
    var before = client.byId(id);
    int refusals = refusals(client).size();
    client.retune(id, wanted, explanation);
    var outcome = Awaited.answer("changed it", () -> outcome(client, before, refusals));
    var migration = Json.read(outcome.migration(), Migration.class);
    Output.print(json, outcome.migration(), out -> Details.print(migration, out));
    if (outcome.refusal() == null) {
      return 0;
    }
    Screen.standardError().line("godwit: it is not changed: " + outcome.refusal());
    return Godwit.FAILED;
  }

  private @Nullable Outcome outcome(GatewayClient client, Migration before, int refusals)
      throws InterruptedException {
    var answer = client.migrationTree(id);
    var migration = Json.read(answer, Migration.class);
    if (migration.revision() > before.revision()) {
      return new Outcome(answer, null);
    }
    if (migration.ended()) {
      return new Outcome(answer, "the migration has ended");
    }
    var refused = refusals(client);
    return refused.size() > refusals ? new Outcome(answer, refused.getLast()) : null;
  }

  /** The reasons of all wishes that were refused so far. */
  private List<String> refusals(GatewayClient client) throws InterruptedException {
    var details = new ArrayList<String>();
    for (var event : client.events(id).get("events")) {
      if (event.get("type").asString().equals(REFUSED)) {
        details.add(event.get("data").get("detail").asString());
      }
    }
    return details;
  }
}
