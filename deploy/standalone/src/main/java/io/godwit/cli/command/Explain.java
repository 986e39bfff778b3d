package io.godwit.cli.command;

import io.godwit.cli.command.option.GatewayOptions;
import io.godwit.cli.terminal.Output;
import io.godwit.cli.terminal.Screen;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Why a migration went as it did. */
@Command(
    name = "explain",
    description = "What happened to a migration, and why, in sentences.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  ./godwit explain ID"})
public final class Explain implements Callable<Integer> {
  @Mixin private GatewayOptions gateway;

  @Parameters(paramLabel = "ID", description = "of the migration")
  private String id = "";

  @Option(names = "--json", description = "prints it as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var answer = gateway.client().explanation(id);
    Output.print(json, answer, out -> print(answer, out));
    return 0;
  }

  private static void print(JsonNode answer, Screen out) {
    out.line(out.paint(Screen.Colour.HEADING, answer.get("summary").asString()));
    for (var sentence : answer.get("sentences")) {
      var at = Instant.parse(sentence.get("at").asString()).truncatedTo(ChronoUnit.MILLIS);
      out.line("%s  %s".formatted(at, sentence.get("text").asString()));
    }
  }
}
