package io.godwit.cli.bench.race;

import io.godwit.cli.terminal.Amounts;
import io.godwit.cli.terminal.Screen;
import io.godwit.cli.terminal.Table;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The race so far.
 *
 * @param missing runs that are still to be made
 */
record RaceTable(List<Standing> standings, List<Judgement> judgements, int missing) {
  RaceTable {
    standings = List.copyOf(standings);
    judgements = List.copyOf(judgements);
  }

  static RaceTable of(List<Run> runs, Choice choice, List<Cell> cells) {
    return new RaceTable(
        Standing.all(runs, choice),
        Judgement.all(runs, choice),
        (int) cells.stream().filter(cell -> !cell.measured(runs)).count());
  }

  boolean met() {
    return missing == 0
        && judgements.stream().allMatch(one -> one.verdict() == Judgement.Verdict.MET);
  }

  void print(Screen out) {
    figures().print(out);
    out.line("");
    out.line("Evacuation is judged by its total time, standard and critical by the work lost: the");
    out.line("median against the best manual way that the policy allows; at most the larger of");
    out.line("1.15 times that and 1.5 s (total) or 0.5 s (work lost) more.");
    out.line("");
    judged().print(out);
    if (missing > 0) {
      out.line("");
      out.line("%d runs are missing".formatted(missing));
    }
  }

  private Table figures() {
    var table =
        new Table(
            "LINK",
            "GUEST",
            "WAY",
            "DONE",
            "TOTAL",
            "JOB",
            "DOWNTIME",
            "GAP",
            "WORK LOST",
            "SENT",
            "PEAK",
            "SWITCH",
            "SLOWED",
            "NOTES");
    for (var one : standings) {
      table.row(
          one.link(),
          one.guest(),
          one.way(),
          "%d/%d".formatted(one.completed(), one.counted()),
          seconds(one.totalMillis()),
          seconds(one.jobMillis()),
          Amounts.millis(one.downtimeMillis()),
          Amounts.millis(one.longestGapMillis()),
          Amounts.millis(one.lostWorkMillis()),
          Amounts.bytes(one.linkBytes()),
          Amounts.rate(one.peakBytesPerSecond()),
          one.switchMade().isEmpty() ? Amounts.NONE : one.switchMade(),
          one.throttlePercent() == 0 ? Amounts.NONE : one.throttlePercent() + " %",
          String.join(" | ", one.notes()));
    }
    return table;
  }

  private Table judged() {
    var table =
        new Table(
            "LINK", "GUEST", "POLICY", "BY", "GODWIT", "BEST", "OF", "AT MOST", "VERDICT", "WHY");
    for (var one : judgements) {
      table.row(
          one.link(),
          one.guest(),
          one.policy(),
          one.objective(),
          Amounts.millis(one.value()),
          Amounts.millis(one.best()),
          one.bestWay() == null ? Amounts.NONE : one.bestWay(),
          Amounts.millis(one.bound()),
          word(one.verdict()),
          one.why());
    }
    return table;
  }

  private static String seconds(@Nullable Long millis) {
    return millis == null ? Amounts.NONE : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
