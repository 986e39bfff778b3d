package io.godwit.cli.bench;

import io.godwit.cli.command.option.Period;
import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.simulation.Contest;
import io.godwit.cli.simulation.Score;
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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Policies and the peers' ladders on random computed guests. */
@Command(
    name = "simulate",
    description = {
      "Moves random computed guests over random links, under Godwit's policies and under the ladders",
      "of other systems, with the monitor's and the policy's own rules, in virtual time.",
      "A ladder is held against the deadline of the first intent of the list.",
      "Fails if an intent ever passes its budget.",
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./godwit bench simulate",
      "  ./godwit bench simulate --guests 10000 --seed 7",
      "  ./godwit bench simulate --policy standard-evacuation --policy nova --json",
    })
public final class SimulateBench implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int MOST_GUESTS = 1_000_000;
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
      description = "after which nobody waits for an end (default: ${DEFAULT-VALUE})")
  private Period horizon = new Period(Duration.ofMinutes(30));

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description = "shipped intents and ladders; repeatable (default: four intents, all ladders)")
  private List<String> policies = List.of();

  @Option(names = "--json", description = "prints the results as JSON")
  private boolean json;

  @Override
  public Integer call() {
    if (guests < 1 || guests > MOST_GUESTS) {
      throw new Invalid("--guests: %d is not between 1 and %d".formatted(guests, MOST_GUESTS));
    }
    var chosen = chosen();
    var judge = chosen.stream().filter(one -> one.intent() != null).findFirst().orElse(null);
    var contest = new Contest(seed, guests, horizon.length());
    var scores = new ArrayList<Score>();
    for (var definition : chosen) {
      var score = contest.of(definition, definition.ladder() == null ? null : judge);
      Screen.standardError().line("godwit: %s is done".formatted(definition.name()));
      scores.add(score);
    }
    Output.print(json, scores, out -> table(scores).print(out));
    return scores.stream().allMatch(score -> score.outsideBudget() == 0) ? 0 : FAILED;
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

  private static Table table(List<Score> scores) {
    var table =
        new Table(
            "POLICY",
            "COMPLETED",
            "GIVEN UP",
            "INTENT MET",
            "OUTSIDE BUDGET",
            "MEDIAN",
            "9 OF 10",
            "WORK LOST",
            "STANDSTILL, 9 OF 10",
            "SENT");
    for (var score : scores) {
      table.row(
          score.policy(),
          share(score.completed(), score),
          share(score.givenUp(), score),
          share(score.intentMet(), score),
          String.valueOf(score.outsideBudget()),
          Amounts.millis(score.medianMillis()),
          Amounts.millis(score.slowMillis()),
          String.format(Locale.ROOT, "%.1f s", score.workLostSeconds()),
          String.format(Locale.ROOT, "%.2f s", score.standstillSeconds()),
          String.format(Locale.ROOT, "%.2f x", score.sentTimes()));
    }
    return table;
  }

  private static String share(int part, Score score) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / score.guests());
  }
}
