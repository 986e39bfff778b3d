package io.godwit.cli.command.text;

import io.godwit.cli.gateway.Plan;
import io.godwit.cli.gateway.Plan.Candidate;
import io.godwit.cli.terminal.Amounts;
import io.godwit.cli.terminal.Screen;
import io.godwit.cli.terminal.Screen.Colour;
import io.godwit.cli.terminal.Table;
import io.godwit.cli.terminal.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What would happen if a guest were to move: a block for each host. */
public final class PlanText {
  private static final int INDENT = 2;
  private static final int NAME = 10;
  private static final int EVIDENCE_WIDTH = 44;

  private PlanText() {}

  public static void print(Plan plan, Screen screen) {
    screen.line(screen.paint(Colour.HEADING, heading(plan)));
    line("policy", policy(plan.policy()), screen);
    if (plan.guest() != null) {
      line("measured", dirtied(plan.dirtied()), screen);
    }
    var refusal = plan.refusal();
    if (refusal != null) {
      String why = Arguments.named(refusal.field(), refusal.detail());
      screen.line(screen.paint(Colour.BAD, "would be refused: " + why));
    }
    if (plan.candidates().isEmpty()) {
      screen.line("no host was looked at");
    }
    plan.candidates().forEach(candidate -> print(candidate, screen));
  }

  private static String heading(Plan plan) {
    var guest = plan.guest();
    String where = plan.source() == null ? "" : " on " + plan.source();
    return (guest == null ? "the guest was not found" : guest.name()) + where;
  }

  private static @Nullable String policy(Plan.@Nullable Policy policy) {
    if (policy == null) {
      return null;
    }
    String objective =
        policy.objective() == null ? "" : ": " + policy.objective().replace('-', ' ');
    String deadline = policy.deadline() == null ? "" : ", over by " + policy.deadline();
    return "%s, version %d, revision %d%s%s, downtime %s to %s, %s"
        .formatted(
            policy.name(),
            policy.version(),
            policy.revision(),
            objective,
            deadline,
            Amounts.millis(policy.initialDowntimeMillis()),
            Amounts.millis(policy.downtimeBudgetMillis()),
            policy.postCopyAllowed() ? "post-copy allowed" : "no post-copy");
  }

  private static String dirtied(List<Plan.Dirtied> dirtied) {
    return dirtied.isEmpty()
        ? "how fast it writes to its memory was not measured"
        : dirtied.stream()
            .map(one ->
                "%s of memory within %s"
                    .formatted(
                        Amounts.bytes(one.distinctBytes()), Amounts.millis(one.periodMillis())))
            .collect(Collectors.joining(", ", "it wrote to ", ""));
  }

  private static void print(Candidate candidate, Screen screen) {
    screen.line("");
    String score =
        candidate.score() == null
            ? ""
            : String.format(Locale.ROOT, "  score %.3f", candidate.score());
    screen.line(
        screen.paint(Colour.HEADING, candidate.host())
            + "  "
            + screen.paint(
                candidate.suitable() ? Colour.GOOD : Colour.BAD,
                candidate.suitable() ? "SUITABLE" : "NOT SUITABLE")
            + score);
    line("verdict", candidate.verdict(), screen);
    line("expected", expected(candidate.course()), screen);
    line("course", course(candidate.course()), screen);
    line("reserves", ClaimsText.of(candidate.claims()), screen);
    line("is told", settings(candidate.settings()), screen);
    line("because", String.join(" ", candidate.planned()), screen);
    if (!candidate.weights().isEmpty()) {
      weights(candidate).print(screen);
    }
    if (!candidate.facts().isEmpty()) {
      facts(candidate).print(screen);
    }
  }

  private static void line(String name, @Nullable String text, Screen screen) {
    if (text == null || text.isEmpty()) {
      return;
    }
    String before = " ".repeat(INDENT) + String.format(Locale.ROOT, "%-" + NAME + "s", name);
    int width = screen.isTerminal() ? screen.width() - before.length() : Integer.MAX_VALUE;
    for (var part : Words.broken(text, Math.max(width, NAME))) {
      screen.line(before + part);
      before = " ".repeat(before.length());
    }
  }

  /** How it would end, and how likely it is that it converges by itself. */
  private static @Nullable String expected(Plan.@Nullable Course course) {
    if (course == null || course.expected() == null) {
      return null;
    }
    String way =
        switch (course.expected()) {
          case "pre-copy" -> "pre-copy";
          case "post-copy" -> "post-copy";
          case "pause" -> "a pause of the guest";
          case "never" -> "it will not finish";
          default -> course.expected();
        };
    return course.probability() == null
        ? way
        : "%s; it converges by itself with a probability of %.0f %%"
            .formatted(way, 100 * course.probability());
  }

  private static @Nullable String course(Plan.@Nullable Course course) {
    if (course == null) {
      return null;
    }
    String note = course.note() == null || course.note().isEmpty() ? "" : "; " + course.note();
    var time = course.time();
    String takes =
        time == null
            ? "takes at least " + Amounts.millis(course.totalMillis())
            : "takes %s to %s"
                .formatted(Amounts.millis(time.lowMillis()), Amounts.millis(time.highMillis()));
    return "%s, sends %s, downtime %s%s"
        .formatted(
            takes,
            Amounts.bytes(course.sentBytes()),
            Amounts.millis(course.downtimeMillis()),
            note);
  }

  private static @Nullable String settings(Plan.@Nullable Settings settings) {
    if (settings == null) {
      return null;
    }
    List<String> parts = new ArrayList<>();
    parts.add("downtime at most " + Amounts.millis(settings.maxDowntimeMillis()));
    Long limit = settings.bandwidthLimitBytesPerSecond();
    parts.add(limit == null ? "no limit of its own" : "sends at most " + Amounts.rate(limit));
    Long switchover = settings.switchoverBandwidthBytesPerSecond();
    if (switchover != null) {
      parts.add("switch-over at " + Amounts.rate(switchover));
    }
    parts.add(settings.postCopyArmed() ? "post-copy armed" : "post-copy not armed");
    return String.join(", ", parts);
  }

  private static Table weights(Candidate candidate) {
    var table = new Table("WEIGHT", "VALUE", "WHY").indent(INDENT);
    for (var weight : candidate.weights()) {
      table.row(weight.name(), String.format(Locale.ROOT, "%.3f", weight.value()), weight.reason());
    }
    return table;
  }

  private static Table facts(Candidate candidate) {
    var table =
        new Table("FACT", "GRADE", "EVIDENCE", "REASON")
            .indent(INDENT)
            .atMost(2, EVIDENCE_WIDTH)
            .colour(1, PlanText::colour);
    for (var fact : candidate.facts()) {
      table.row(fact.name(), fact.answer(), fact.evidence(), fact.reason());
    }
    return table;
  }

  private static @Nullable Colour colour(String grade) {
    return switch (grade) {
      case "no" -> Colour.BAD;
      case "probably-no" -> Colour.WARNING;
      case "no-idea" -> Colour.FAINT;
      case "probably-yes", "yes" -> Colour.GOOD;
      default -> null;
    };
  }
}
