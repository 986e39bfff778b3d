package io.godwit.cli.command;

import io.godwit.cli.command.option.GatewayOptions;
import io.godwit.cli.command.option.PolicyOptions;
import io.godwit.cli.command.option.Values;
import io.godwit.cli.command.text.PolicyText;
import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Output;
import io.godwit.cli.terminal.Screen;
import java.io.IOException;
import java.nio.file.Files;
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

/** What may be done to migrations, and to which. */
@Command(
    name = "policies",
    description = {
      "Policies: what may be done to migrations, and to which of them that applies.",
      "A change makes a new version; migrations that run keep the one that they started with.",
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./godwit policies",
      "  ./godwit policies show standard-user",
      "  ./godwit policies show standard-user --content > gold.json",
      "  ./godwit policies set gold --file gold.json",
      "  ./godwit policies set gold --file gold.json --if-version 3",
      "  ./godwit policies retire gold",
      "  ./godwit policies match --reason evacuation --class critical --label tier=gold --json",
    })
public final class Policies implements Callable<Integer> {
  private static final List<String> CONTENT = List.of("match", "intent", "ladder", "shadow");
  @Mixin private GatewayOptions gateway;
  @Mixin private PolicyOptions asked;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACTION",
      defaultValue = "list",
      description = "list, show, set, retire or match (default: list)")
  private String action = "list";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "with show, set and retire")
  private @Nullable String name;

  @Option(
      names = "--file",
      paramLabel = "F",
      description = "with set: JSON with match, intent or ladder, and shadow if there is one")
  private @Nullable Path file;

  @Option(
      names = "--if-version",
      paramLabel = "N",
      description = "with set and retire: fails if another version is there meanwhile",
      converter = Values.VersionConverter.class)
  private @Nullable Integer version;

  @Option(names = "--content", description = "with show: as set takes it")
  private boolean content;

  @Option(names = "--json", description = "prints it as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (!action.equals("match")) {
      asked.refuse();
    }
    check("--file", file != null, action.equals("set"));
    check("--if-version", version != null, action.equals("set") || action.equals("retire"));
    check("--content", content, action.equals("show"));
    switch (action) {
      case "list" -> list();
      case "show" -> show(named());
      case "set" -> print(set(named()));
      case "retire" -> print(retired(named()));
      case "match" -> match();
      default ->
          throw new Invalid(
              "ACTION: '%s' is none of list, show, set, retire, match".formatted(action));
    }
    return 0;
  }

  private static void check(String option, boolean given, boolean allowed) {
    if (given && !allowed) {
      throw new Invalid(option + ": not with this action (policies --help)");
    }
  }

  private String named() {
    if (name == null || name.isBlank()) {
      throw new Invalid("NAME: %s needs the name of a policy".formatted(action));
    }
    return name;
  }

  private void noName() {
    if (name != null) {
      throw new Invalid("NAME: '%s', but %s takes none".formatted(name, action));
    }
  }

  private void list() throws IOException, InterruptedException {
    noName();
    var answer = gateway.client().policies().all();
    Output.print(json, answer, out -> PolicyText.table(answer.get("policies")).print(out));
  }

  private void show(String policy) throws IOException, InterruptedException {
    var answer = gateway.client().policies().one(policy);
    if (content) {
      Screen.standardOutput().line(Json.pretty(contentOf(answer)));
    } else {
      print(answer);
    }
  }

  private static Map<String, JsonNode> contentOf(JsonNode answer) {
    var parts = new LinkedHashMap<String, JsonNode>();
    for (var part : CONTENT) {
      if (answer.has(part)) {
        parts.put(part, answer.get(part));
      }
    }
    return parts;
  }

  private JsonNode set(String policy) throws IOException, InterruptedException {
    if (file == null) {
      throw new Invalid("--file: is required with set");
    }
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new Invalid("--file: '%s' cannot be read".formatted(file));
    }
    return gateway.client().policies().put(policy, Files.readString(file), version);
  }

  private JsonNode retired(String policy) throws IOException, InterruptedException {
    return gateway.client().policies().retire(policy, version);
  }

  private void print(JsonNode answer) {
    Output.print(json, answer, out -> PolicyText.print(answer, out));
  }

  private void match() throws IOException, InterruptedException {
    noName();
    var answer = gateway.client().policies().match(asked.query(), asked.labels());
    Output.print(
        json,
        answer,
        out -> {
          out.line(answer.get("why").asString());
          PolicyText.print(answer.get("policy"), out);
        });
  }
}
