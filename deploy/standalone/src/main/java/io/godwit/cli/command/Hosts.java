package io.godwit.cli.command;

import io.godwit.cli.command.option.GatewayOptions;
import io.godwit.cli.command.text.Details;
import io.godwit.cli.command.text.HostText;
import io.godwit.cli.terminal.Amounts;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Screen;
import io.godwit.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The hosts and their guests. */
@Command(
    name = "hosts",
    description = {
      "Hosts: state, links, what they send and receive now (of at most so many, where operators",
      "say so), what they have, and their guests. One host with all of it: ./godwit host HOST",
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  ./godwit hosts", "  ./godwit hosts --json"})
public final class Hosts implements Callable<Integer> {
  @Mixin private GatewayOptions gateway;

  @Option(names = "--json", description = "prints them as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var client = gateway.client();
    var out = Screen.standardOutput();
    if (json) {
      out.line(Json.pretty(client.hostsTree()));
      return 0;
    }
    var table =
        new Table(
            "HOST", "STATE", "HYPERVISOR", "MEMORY", "LINK", "SENDS", "RECEIVES", "HAS", "GUESTS");
    for (var host : client.hosts()) {
      var settings = host.settingsOrNone();
      table.row(
          host.host(),
          HostText.state(host),
          Details.orNone(host.hypervisor()),
          Amounts.bytes(host.memoryBytes()),
          Amounts.rate(host.linkRateBytesPerSecond()),
          HostText.bounded(host.sending(), settings.outgoingLimit()),
          HostText.bounded(host.receiving(), settings.incomingLimit()),
          HostText.resources(host.resources()),
          HostText.guests(host));
    }
    table.print(out);
    return 0;
  }
}
