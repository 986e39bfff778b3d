package io.godwit.cli.command;

import io.godwit.cli.command.option.GatewayOptions;
import io.godwit.cli.command.text.StepText;
import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.replay.Definitions;
import io.godwit.cli.replay.Recording;
import io.godwit.cli.replay.Retelling;
import io.godwit.cli.terminal.Output;
import io.godwit.convergence.policy.ShippedDefinitions;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.events.wire.EventJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What another policy would have done with a migration. */
@Command(
    name = "replay",
    description = {
      "Runs the recorded progress of a migration through a policy, and says what it would have done",
      "and when. A step of its own is taken to do what was predicted of it.",
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The record comes from Kafka's topic of progress, or from a file with one sample in each line:",
      "  kcat -C -b 127.0.0.1:9092 -t migration.progress.v1 -o beginning -e -f '%s\\n' > progress",
      "",
      "Examples:",
      "  ./godwit replay ID --policy nova",
      "  ./godwit replay ID --policy critical-user --json",
      "  ./godwit replay --file progress --policy kubevirt-stall   no deployment is needed",
    })
public final class Replay implements Callable<Integer> {
  @Mixin private GatewayOptions gateway;

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "of the migration; with --file only where that holds several")
  private @Nullable String id;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      required = true,
      description = "a shipped one, or with a deployment any (./godwit policies)")
  private String policy = "";

  @Option(names = "--file", paramLabel = "F", description = "samples as JSON, one in each line")
  private @Nullable Path file;

  @Option(names = "--json", description = "prints the steps as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (id == null && file == null) {
      throw new Invalid("ID: is required without --file");
    }
    var recording = recording();
    var retelling = Retelling.of(recording, definition());
    Output.print(json, tree(retelling), out -> StepText.print(recording, retelling, out));
    return 0;
  }

  private Recording recording() throws IOException {
    if (file != null) {
      return Recording.ofFile(file, id == null ? "" : id);
    }
    return Recording.ofTopic(gateway.kafka(), gateway.topicPrefix(), id == null ? "" : id);
  }

  /** With a file alone nothing needs to be up for what is shipped. */
  private PolicyDefinition definition() throws IOException, InterruptedException {
    if (file != null) {
      for (var shipped : ShippedDefinitions.list()) {
        if (shipped.name().equals(policy)) {
          return shipped;
        }
      }
    }
    return Definitions.read(gateway.client().policies().one(policy));
  }

  private static Map<String, Object> tree(Retelling retelling) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("policy", json(retelling.policy()));
    List<JsonNode> steps = retelling.steps().stream().map(Replay::json).toList();
    tree.put("steps", steps);
    return tree;
  }

  private static JsonNode json(Object value) {
    return EventJson.strict().valueToTree(value);
  }
}
