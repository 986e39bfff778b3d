package io.godwit.cli.command;

import io.godwit.cli.Godwit;
import io.godwit.cli.command.option.GatewayOptions;
import io.godwit.cli.command.option.RequestOptions;
import io.godwit.cli.command.text.PlanText;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.cli.gateway.Plan;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What would happen if a guest were to move. */
@Command(
    name = "plan",
    description = {
      "Says for every host whether the guest could move there, why, and how that would go.",
      "Nothing is changed. Fails unless it could move, with --to: to that host.",
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Grades: no, probably-no, no-idea, probably-yes, yes.",
      "",
      "Examples:",
      "  ./godwit plan web1                    every host",
      "  ./godwit plan web1 --to host3         that one alone",
      "  ./godwit plan web1 --to host3 --force --json",
    })
public final class PlanCommand implements Callable<Integer> {
  @Mixin private GatewayOptions gateway;
  @Mixin private RequestOptions request;

  @Option(names = "--json", description = "prints it as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var wanted = request.wanted();
    var client = gateway.client();
    var requested = client.requestPlan(wanted);
    var answer = made(client, requested.id());
    var plan = Json.read(answer, Plan.class);
    Output.print(json, answer, out -> PlanText.print(plan, out));
    return plan.possible() ? 0 : Godwit.FAILED;
  }

  private static JsonNode made(GatewayClient client, String id) throws InterruptedException {
    return Awaited.answer(
        "made the plan",
        () -> {
          var answer = client.planTree(id);
          return Json.read(answer, Plan.class).made() ? answer : null;
        });
  }
}
