package io.godwit.cli.command;

import io.godwit.cli.Godwit;
import io.godwit.cli.command.option.FollowOptions;
import io.godwit.cli.command.option.GatewayOptions;
import io.godwit.cli.command.option.RequestOptions;
import io.godwit.cli.gateway.Migration;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Screen;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Moves a guest. */
@Command(
    name = "migrate",
    description = "Moves a guest and follows it to the end. Fails unless it arrived.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./godwit migrate web1                 the scheduler chooses the destination",
      "  ./godwit migrate web1 host2 --class critical",
      "  ./godwit migrate web1 host2 --force   only what would do damage is in the way",
      "  ./godwit migrate web1 --priority 50 --disk-copy none",
      "  ./godwit migrate web1 --deadline 10m --last-resort keep-running",
      "  ./godwit migrate web1 host2 --no-wait --json",
    })
public final class Migrate implements Callable<Integer> {
  @Mixin private GatewayOptions gateway;
  @Mixin private FollowOptions following;
  @Mixin private RequestOptions request;

  @Option(
      names = "--key",
      description = "idempotency key: the same one again asks for the same migration")
  private @Nullable String key;

  @Option(names = "--no-wait", description = "returns when the request is accepted")
  private boolean noWait;

  @Option(names = "--json", description = "prints the migration as JSON, at the end alone")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var wanted = request.wanted();
    var client = gateway.client();
    Migration accepted = client.request(wanted, key);
    if (noWait) {
      var out = Screen.standardOutput();
      out.line(json ? Json.pretty(client.migrationTree(accepted.id())) : accepted.id());
      return 0;
    }
    return following.follow(client, accepted, json).completed() ? 0 : Godwit.FAILED;
  }
}
