package io.godwit.cli.command;

import io.godwit.cli.gateway.HostView;
import io.godwit.cli.terminal.Amounts;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Screen;
import io.godwit.cli.terminal.Table;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The hosts and their guests. */
@Command(
    name = "hosts",
    description = "Hosts, their guests and links.",
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
    var table = new Table("HOST", "ALIVE", "HYPERVISOR", "MEMORY", "LINK", "MIGRATIONS", "GUESTS");
    for (var host : client.hosts()) {
      table.row(
          host.host(),
          alive(host),
          Details.orNone(host.hypervisor()),
          Amounts.bytes(host.memoryBytes()),
          Amounts.rate(host.linkRateBytesPerSecond()),
          Integer.toString(host.migrationsRunning()),
          guests(host));
    }
    table.print(out);
    return 0;
  }

  private static String alive(HostView host) {
    if (!host.alive()) {
      return "no";
    }
    return host.hypervisorConnected() ? "yes" : "no hypervisor";
  }

  private static String guests(HostView host) {
    return host.guests().stream()
        .map(guest -> guest.running() ? guest.name() : guest.name() + " (" + guest.state() + ")")
        .collect(Collectors.joining(", "));
  }
}
