package io.godwit.cli.command.option;

import io.godwit.cli.deployment.Invalid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Of what migration it is asked which policy it would be given. */
public final class PolicyOptions {
  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "with match: evacuation, maintenance, user or rebalance (default: user)",
      converter = Values.ReasonConverter.class)
  private @Nullable String reason;

  @Option(
      names = "--class",
      paramLabel = "CLASS",
      description = "with match: critical, standard or batch (default: standard)",
      converter = Values.ClassConverter.class)
  private @Nullable String guestClass;

  @Option(names = "--project", paramLabel = "NAME", description = "with match: whose the guest is")
  private @Nullable String project;

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "with match: what the guest's metadata says; any number of times",
      converter = Values.LabelConverter.class)
  private List<String> labels = new ArrayList<>();

  /** The question without its labels. */
  public Map<String, String> query() {
    Map<String, String> query = new TreeMap<>();
    put(query, "reason", reason);
    put(query, "class", guestClass);
    put(query, "project", project);
    return query;
  }

  private static void put(Map<String, String> query, String name, @Nullable String value) {
    if (value != null) {
      query.put(name, value);
    }
  }

  public List<String> labels() {
    return List.copyOf(labels);
  }

  /** Says that these belong to match alone. */
  public void refuse() {
    if (!query().isEmpty()) {
      throw new Invalid("--%s: only with match".formatted(query().keySet().iterator().next()));
    }
    if (!labels.isEmpty()) {
      throw new Invalid("--label: only with match");
    }
  }
}
