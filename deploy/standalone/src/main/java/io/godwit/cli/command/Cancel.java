package io.godwit.cli.command;

import io.godwit.cli.Godwit;
import io.godwit.cli.command.option.FollowOptions;
import io.godwit.cli.command.option.GatewayOptions;
import io.godwit.cli.gateway.Migration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends a migration before its switch-over. */
@Command(
    name = "cancel",
    description = "Cancels a migration and waits. Fails unless it ended cancelled.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  ./godwit cancel ID"})
public final class Cancel implements Callable<Integer> {
  @Mixin private GatewayOptions gateway;
  @Mixin private FollowOptions following;

  @Parameters(paramLabel = "ID", description = "of the migration")
  private String id = "";

  @Option(names = "--json", description = "prints the migration as JSON, at the end alone")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var client = gateway.client();
    client.cancel(id);
    var last = following.follow(client, client.byId(id), json);
    return last.state().equals(Migration.CANCELLED) ? 0 : Godwit.FAILED;
  }
}
