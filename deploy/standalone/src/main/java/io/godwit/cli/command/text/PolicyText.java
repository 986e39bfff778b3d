package io.godwit.cli.command.text;

import io.godwit.cli.gateway.Migration;
import io.godwit.cli.terminal.Amounts;
import io.godwit.cli.terminal.Screen;
import io.godwit.cli.terminal.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Policies in words. */
public final class PolicyText {
  private static final String MILLIS = "Millis";
  private static final String RATE = "BytesPerSecond";
  private static final int NAME = 26;

  private PolicyText() {}

  /** A running migration's, in one line; null: none yet. */
  static @Nullable String of(Migration.@Nullable Policy policy, Instant now) {
    if (policy == null) {
      return null;
    }
    List<String> parts = new ArrayList<>();
    String revision = policy.revision() > 1 ? ", revision " + policy.revision() : "";
    parts.add("%s, version %d%s".formatted(policy.name(), policy.version(), revision));
    if (policy.deadline() != null) {
      parts.add("over " + Amounts.moment(policy.deadline(), now));
    }
    parts.add("downtime at most " + Amounts.millis(policy.downtimeBudgetMillis()));
    if (policy.throttleBudgetPercent() > 0) {
      parts.add("slowed by at most %d %%".formatted(policy.throttleBudgetPercent()));
    }
    parts.add(policy.postCopyAllowed() ? "post-copy allowed" : "no post-copy");
    if (policy.pauseBudgetMillis() > 0) {
      parts.add("pause at most " + Amounts.millis(policy.pauseBudgetMillis()));
    }
    return String.join("; ", parts);
  }

  /** All of them, by name. */
  public static Table table(JsonNode policies) {
    var table = new Table("NAME", "VERSION", "FROM", "APPLIES TO", "WANTS", "SHADOW");
    for (var policy : policies) {
      table.row(
          text(policy, "name"),
          text(policy, "version"),
          from(policy),
          match(policy.get("match")),
          wants(policy),
          text(policy, "shadow"));
    }
    return table;
  }

  private static String from(JsonNode policy) {
    if (policy.path("retired").asBoolean()) {
      return "retired";
    }
    return policy.path("shipped").asBoolean() ? "shipped" : text(policy, "by");
  }

  private static String wants(JsonNode policy) {
    var intent = policy.get("intent");
    return intent == null
        ? "ladder of %d rungs".formatted(policy.path("ladder").path("rungs").size())
        : text(intent, "objective");
  }

  /** One with all that it says, and its versions if they are told. */
  public static void print(JsonNode policy, Screen screen) {
    line("policy", text(policy, "name"), screen);
    line("version", text(policy, "version"), screen);
    line("from", from(policy), screen);
    if (policy.has("at")) {
      line("made", Amounts.moment(Instant.parse(text(policy, "at")), Instant.now()), screen);
    }
    line("applies to", match(policy.get("match")), screen);
    fields(policy.path("intent"), screen);
    ladder(policy.path("ladder"), screen);
    if (policy.has("shadow")) {
      line("shadow", text(policy, "shadow"), screen);
    }
    for (var version : policy.path("versions")) {
      String made =
          version.has("at")
              ? "made at %s by %s".formatted(text(version, "at"), text(version, "by"))
              : "shipped";
      String retired = version.path("retired").asBoolean() ? ", retired" : "";
      line("version " + text(version, "version"), made + retired, screen);
    }
  }

  private static void ladder(JsonNode ladder, Screen screen) {
    for (var field : ladder.properties()) {
      if (!field.getKey().equals("rungs")) {
        line(words(field.getKey()), value(field.getKey(), field.getValue()), screen);
      }
    }
    for (var rung : ladder.path("rungs")) {
      line("rung", "%s: %s".formatted(kind(rung.get("when")), kind(rung.get("step"))), screen);
    }
  }

  /** Like {@code time (after 75 s, least gib 2)}. */
  private static String kind(JsonNode node) {
    var fields = new StringJoiner(", ", " (", ")").setEmptyValue("");
    for (var field : node.properties()) {
      if (!field.getKey().equals("kind")) {
        fields.add(words(field.getKey()) + " " + value(field.getKey(), field.getValue()));
      }
    }
    return text(node, "kind") + fields;
  }

  private static void fields(JsonNode node, Screen screen) {
    node.properties()
        .forEach(
            field -> line(words(field.getKey()), value(field.getKey(), field.getValue()), screen));
  }

  /** To which migrations it applies. */
  private static String match(JsonNode match) {
    var parts = new StringJoiner("; ");
    parts.setEmptyValue("whatever");
    list(parts, "reason", match.path("reasons"));
    list(parts, "class", match.path("classes"));
    list(parts, "project", match.path("projects"));
    for (var label : match.path("labels").properties()) {
      parts.add("label %s=%s".formatted(label.getKey(), label.getValue().asString()));
    }
    return "%s (precedence %s)".formatted(parts, text(match, "precedence"));
  }

  private static void list(StringJoiner parts, String name, JsonNode values) {
    if (!values.isEmpty()) {
      var words = values.valueStream().map(JsonNode::asString).toList();
      parts.add(name + " " + String.join(", ", words));
    }
  }

  /** {@code downtimeBudgetMillis} as {@code downtime budget}. */
  private static String words(String field) {
    String name = field;
    for (var unit : List.of(MILLIS, RATE, "Percent")) {
      name = name.endsWith(unit) ? name.substring(0, name.length() - unit.length()) : name;
    }
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  private static String value(String field, JsonNode value) {
    if (field.endsWith(MILLIS)) {
      return Amounts.millis(value.asLong());
    }
    if (field.endsWith(RATE)) {
      return Amounts.rate(value.asLong());
    }
    if (field.endsWith("Percent")) {
      return value.asString() + " %";
    }
    return value.isBoolean() ? (value.asBoolean() ? "yes" : "no") : value.asString();
  }

  private static void line(String name, String value, Screen screen) {
    screen.line(String.format(Locale.ROOT, "%-" + NAME + "s %s", name, value));
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString(Amounts.NONE);
  }
}
