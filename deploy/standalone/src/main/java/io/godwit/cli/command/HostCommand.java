package io.godwit.cli.command;

import io.godwit.cli.command.option.GatewayOptions;
import io.godwit.cli.command.option.HostSettingsOptions;
import io.godwit.cli.command.text.HostText;
import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.cli.gateway.HostSettings;
import io.godwit.cli.gateway.HostView;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** One host: what it has, and what operators say of it. */
@Command(
    name = "host",
    description = {
      "Shows a host: what it has, what it does, and what operators say of it.",
      "With settings: changes those, and leaves the others. They outlive restarts.",
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./godwit host host1",
      "  ./godwit host host1 --outgoing 2 --bandwidth 300mbit",
      "  ./godwit host host1 --closed",
      "  ./godwit host host1 --post-copy forbid",
      "  ./godwit host host1 --blackout 2026-12-24T18:00Z/2026-12-26T06:00Z",
      "  ./godwit host host1 --reset --json",
    })
public final class HostCommand implements Callable<Integer> {
  @Mixin private GatewayOptions gateway;
  @Mixin private HostSettingsOptions wanted;

  @Parameters(paramLabel = "HOST", description = "its name")
  private String host = "";

  @Option(names = "--json", description = "prints the host as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    wanted.check();
    var client = gateway.client();
    var found = found(client);
    var answer = wanted.any() ? changed(client, found) : found;
    Output.print(json, answer, out -> HostText.print(view(answer), out));
    return 0;
  }

  private JsonNode changed(GatewayClient client, JsonNode found) throws InterruptedException {
    var settings = wanted.applied(view(found).settingsOrNone());
    client.configure(host, settings);
    return applied(client, settings);
  }

  /** Waits until the scheduler has said that they hold. */
  private JsonNode applied(GatewayClient client, HostSettings settings)
      throws InterruptedException {
    return Awaited.answer(
        "applied the settings",
        () -> {
          var answer = found(client);
          return view(answer).settingsOrNone().equals(settings) ? answer : null;
        });
  }

  private JsonNode found(GatewayClient client) throws InterruptedException {
    for (var one : client.hostsTree().get("hosts")) {
      if (one.get("host").asString().equals(host)) {
        return one;
      }
    }
    throw new Invalid("HOST: there is no host '%s' (./godwit hosts)".formatted(host));
  }

  private static HostView view(JsonNode answer) {
    return Json.read(answer, HostView.class);
  }
}
