package io.godwit.cli.bench;

import io.godwit.cli.command.option.Period;
import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.simulation.Contest;
import io.godwit.cli.simulation.Score;
import io.godwit.cli.simulation.Standings;
import io.godwit.cli.terminal.Amounts;
import io.godwit.cli.terminal.Output;
import io.godwit.cli.terminal.Screen;
import io.godwit.cli.terminal.Table;
import io.godwit.convergence.policy.ShippedDefinitions;
import io.godwit.events.policy.PolicyDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Policies and the peers' ladders on random computed guests. */
@Command(
    name = "simulate",
    description = {
      "Moves random computed guests over random links, under Godwit's policies and under the ladders",
      "of other systems, with the monitor's and the policy's own rules, in virtual time.",
      "An intent is met if a guest was over by the intent's deadline and nothing happened to it that",
      "the intent forbids; the ladders' runs are held against each intent in turn.",
      "Fails if a guest ever suffered more than its intent allows.",
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./godwit bench simulate",
      "  ./godwit bench simulate --guests 10000 --seed 7",
      "  ./godwit bench simulate --policy standard-evacuation --policy nova --json",
      "  ./godwit bench simulate --guest 17 --policy standard-user",
    })
public final class SimulateBench implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int MOST_GUESTS = 1_000_000;
  private static final int PARTS = 20;
  private static final List<String> USUAL_INTENTS =
      List.of("standard-evacuation", "standard-user", "critical-user", "batch-user");

  @Option(
      names = "--guests",
      defaultValue = "1000",
      description = "how many (default: ${DEFAULT-VALUE})")
  private int guests;

  @Option(names = "--seed", defaultValue = "1", description = "of the guests and links")
  private long seed;

  @Option(
      names = "--horizon",
      paramLabel = "PERIOD",
      defaultValue = "30m",
      description = {
        "after which nobody waits for an end, but at least six times as long as the guest's pages",
        "take (default: ${DEFAULT-VALUE})"
      })
  private Period horizon = new Period(Duration.ofMinutes(30));

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description = "shipped intents and ladders; repeatable (default: four intents, all ladders)")
  private List<String> policies = List.of();

  @Option(
      names = "--guest",
      paramLabel = "NUMBER",
      description = "prints the course of this one guest under each of the policies, from 0")
  private @Nullable Integer guest;

  @Option(names = "--json", description = "prints the results as JSON")
  private boolean json;

  @Override
  public Integer call() {
    if (guests < 1 || guests > MOST_GUESTS) {
      throw new Invalid("--guests: %d is not between 1 and %d".formatted(guests, MOST_GUESTS));
    }
    var contest = new Contest(seed, guests, horizon.length());
    if (guest != null) {
      return courses(contest, guest);
    }
    var standings = contest.of(chosen(), this::tell);
    Output.print(json, standings, out -> print(standings, out));
    return standings.withinBudgets() ? 0 : FAILED;
  }

  private int courses(Contest contest, int number) {
    if (number < 0) {
      throw new Invalid("--guest: %d is less than 0".formatted(number));
    }
    for (var definition : chosen()) {
      Screen.standardOutput().line(definition.name());
      contest.course(definition, number).forEach(Screen.standardOutput()::line);
    }
    return 0;
  }

  private void tell(int done) {
    int every = Math.max(1, guests / PARTS);
    if (done % every == 0) {
      Screen.standardError().line("godwit: %d of %d guests are done".formatted(done, guests));
    }
  }

  private List<PolicyDefinition> chosen() {
    Map<String, PolicyDefinition> shipped = ShippedDefinitions.under(List.of());
    var names = new ArrayList<>(policies);
    if (names.isEmpty()) {
      names.addAll(USUAL_INTENTS);
      shipped.values().stream()
          .filter(definition -> definition.ladder() != null)
          .forEach(definition -> names.add(definition.name()));
    }
    var chosen = new ArrayList<PolicyDefinition>();
    for (var name : names) {
      var definition = shipped.get(name);
      if (definition == null) {
        throw new Invalid(
            "--policy: '%s' is none of %s".formatted(name, String.join(", ", shipped.keySet())));
      }
      chosen.add(definition);
    }
    return chosen;
  }

  private static void print(Standings standings, Screen out) {
    table(standings).print(out);
    standings.sentences().forEach(out::line);
  }

  private static Table table(Standings standings) {
    var headings = new ArrayList<>(List.of("POLICY", "COMPLETED", "GIVEN UP"));
    standings.reachable().keySet().forEach(intent -> headings.add("MET " + intent));
    headings.addAll(
        List.of(
            "OUTSIDE",
            "TIME p50",
            "p95",
            "WORK LOST mean",
            "p50",
            "p95",
            "most",
            "STANDSTILL p95",
            "most",
            "SENT"));
    var table = new Table(headings.toArray(String[]::new));
    standings.scores().forEach(score -> table.row(row(score, standings).toArray(String[]::new)));
    var last = new ArrayList<>(List.of("any of them", "", ""));
    standings.reachable().values().forEach(met -> last.add(share(met, standings.guests())));
    while (last.size() < headings.size()) {
      last.add("");
    }
    return table.row(last.toArray(String[]::new));
  }

  private static List<String> row(Score score, Standings standings) {
    int all = score.guests();
    var row =
        new ArrayList<>(
            List.of(score.policy(), share(score.completed(), all), share(score.givenUp(), all)));
    for (var intent : standings.reachable().keySet()) {
      boolean held = score.met().containsKey(intent);
      row.add(held ? share(Objects.requireNonNull(score.met().get(intent)), all) : Amounts.NONE);
    }
    var lost = score.workLostSeconds();
    row.addAll(
        List.of(
            String.valueOf(score.outsideBudget()),
            seconds(score.seconds().p50()),
            seconds(score.seconds().p95()),
            seconds(lost.mean()),
            seconds(lost.p50()),
            seconds(lost.p95()),
            seconds(lost.most()),
            seconds(score.standstillSeconds().p95()),
            seconds(score.standstillSeconds().most()),
            String.format(Locale.ROOT, "%.2f x", score.sentTimes())));
    return row;
  }

  private static String seconds(double seconds) {
    return Amounts.millis(Math.round(seconds * 1000));
  }

  private static String share(int part, int all) {
    return String.format(Locale.ROOT, "%.2f %%", 100.0 * part / all);
  }
}
