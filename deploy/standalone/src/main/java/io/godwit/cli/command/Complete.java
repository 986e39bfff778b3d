package io.godwit.cli.command;

import io.godwit.cli.Godwit;
import io.godwit.cli.command.option.FollowOptions;
import io.godwit.cli.command.option.GatewayOptions;
import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Output;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finishes a running migration now. */
@Command(
    name = "complete",
    description = {
      "Finishes a running migration now, by the least harmful step that its policy allows,",
      "and follows it. Fails unless the guest arrived.",
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./godwit complete ID",
      "  ./godwit complete ID --override --explanation \"the rack loses power at six\"",
      "  ./godwit complete ID --no-wait --json",
    })
public final class Complete implements Callable<Integer> {
  @Mixin private GatewayOptions gateway;
  @Mixin private FollowOptions following;

  @Parameters(paramLabel = "ID", description = "of the migration")
  private String id = "";

  @Option(
      names = "--override",
      description = "by more than its policy allows: post-copy, or a pause; needs an explanation")
  private boolean override;

  @Option(names = "--explanation", paramLabel = "TEXT", description = "for the record")
  private @Nullable String explanation;

  @Option(names = "--no-wait", description = "returns when the end is asked for")
  private boolean noWait;

  @Option(names = "--json", description = "prints the migration as JSON, at the end alone")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (override && (explanation == null || explanation.isBlank())) {
      throw new Invalid("--explanation: is required with --override");
    }
    var client = gateway.client();
    client.complete(id, override ? true : null, explanation);
    if (noWait) {
      var answer = client.migrationTree(id);
      Output.print(json, answer, out -> out.line(Json.read(answer.get("id"), String.class)));
      return 0;
    }
    return following.follow(client, client.byId(id), json).completed() ? 0 : Godwit.FAILED;
  }
}
