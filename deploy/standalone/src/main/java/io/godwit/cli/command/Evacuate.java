package io.godwit.cli.command;

import io.godwit.cli.Godwit;
import io.godwit.cli.command.option.FollowOptions;
import io.godwit.cli.command.option.GatewayOptions;
import io.godwit.cli.command.option.Values;
import io.godwit.cli.command.text.EvacuationText;
import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.gateway.Evacuation;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.cli.gateway.GatewayClient.Emptying;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Output;
import io.godwit.cli.terminal.Screen;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Empties a host, or gives that up. */
@Command(
    name = "evacuate",
    description = {
      "Moves every guest away from a host, which takes no others in until it is opened again.",
      "Returns when that has begun; with --watch it is followed, and fails unless no guest is",
      "left. With --cancel an evacuation is given up: fails unless it ended so.",
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./godwit evacuate host1 --watch",
      "  ./godwit evacuate host1 --to host2,host3 --reason maintenance",
      "  ./godwit evacuate --cancel ID --running cancel",
      "  ./godwit host host1 --open            afterwards",
    })
public final class Evacuate implements Callable<Integer> {
  @Mixin private GatewayOptions gateway;
  @Mixin private FollowOptions following;

  @Parameters(arity = "0..1", paramLabel = "HOST", description = "the host to empty")
  private @Nullable String host;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "evacuation or maintenance (default: evacuation)",
      converter = Values.EmptyingReasonConverter.class)
  private @Nullable String reason;

  @Option(
      names = "--to",
      paramLabel = "HOST",
      split = ",",
      description = "the only hosts to move to (default: any)")
  private @Nullable List<String> destinations;

  @Option(names = "--explanation", paramLabel = "TEXT", description = "for the record")
  private @Nullable String explanation;

  @Option(
      names = "--key",
      description = "idempotency key: the same one again asks for the same evacuation")
  private @Nullable String key;

  @Option(names = "--watch", description = "follows it to its end")
  private boolean watch;

  @Option(names = "--cancel", paramLabel = "ID", description = "gives this evacuation up")
  private @Nullable String cancelled;

  @Option(
      names = "--running",
      paramLabel = "WHAT",
      description = "with --cancel: what is under way may finish, or cancel (default: finish)",
      converter = Values.RunningConverter.class)
  private @Nullable String running;

  @Option(names = "--json", description = "prints the evacuation as JSON, at the end alone")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    refuseContradictions();
    var client = gateway.client();
    if (cancelled != null) {
      return cancel(client, cancelled);
    }
    var wanted = new Emptying(host == null ? "" : host, reason, destinations, explanation);
    var accepted = client.evacuate(wanted, key);
    if (watch) {
      return following.follow(client, accepted, json).completed() ? 0 : Godwit.FAILED;
    }
    return begun(client, accepted.id());
  }

  private void refuseContradictions() {
    if (cancelled == null && host == null) {
      throw new Invalid("HOST: which host is to be emptied? (or --cancel ID)");
    }
    if (cancelled == null && running != null) {
      throw new Invalid("--running: only with --cancel");
    }
    if (cancelled != null && host != null) {
      throw new Invalid("--cancel: takes the evacuation's ID, and no HOST");
    }
    if (cancelled != null && (reason != null || destinations != null || key != null)) {
      throw new Invalid("--cancel: takes neither --reason, --to nor --key");
    }
  }

  private int cancel(GatewayClient client, String id) throws Exception {
    client.cancelEvacuation(id, running);
    var last = following.follow(client, client.evacuation(id), json);
    return last.state().equals(Evacuation.CANCELLED) ? 0 : Godwit.FAILED;
  }

  /** Waits until the scheduler has taken it up, or refused it. */
  private int begun(GatewayClient client, String id) throws InterruptedException {
    var answer =
        Awaited.answer(
            "taken up evacuation " + id,
            () -> {
              var tree = client.evacuationTree(id);
              return Json.read(tree, Evacuation.class).state().equals(Evacuation.REQUESTED)
                  ? null
                  : tree;
            });
    var evacuation = Json.read(answer, Evacuation.class);
    Output.print(json, answer, out -> EvacuationText.print(evacuation, out));
    if (!evacuation.ended()) {
      Screen.standardError()
          .line("godwit: it goes on: ./godwit evacuations %s --watch".formatted(id));
    }
    return evacuation.state().equals(Evacuation.REJECTED) ? Godwit.FAILED : 0;
  }
}
