package io.godwit.cli.bench;

import io.godwit.cli.deployment.Home;
import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.terminal.Interruptible;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Screen;
import io.godwit.cli.terminal.Table;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long it takes from what is seen of a migration to what is done about it. */
@Command(
    name = "latency",
    description = {
      "Moves computed guests that need steps, all at once, and reads from the topics how long each",
      "step took: from the sample that made the verdict to the command applied by the agent.",
      "Fails unless every guest moved and 99 of 100 steps took less than --limit.",
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./godwit bench latency",
      "  ./godwit bench latency --migrations 50 --json",
    })
public final class LatencyBench implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int MOST_MIGRATIONS = 1000;

  @Option(
      names = "--migrations",
      defaultValue = "200",
      description = "at once (default: ${DEFAULT-VALUE})")
  private int migrations;

  @Option(
      names = "--limit",
      paramLabel = "MILLIS",
      defaultValue = "150",
      description = "of the 99th percentile (default: ${DEFAULT-VALUE})")
  private int limit;

  @Option(names = "--folder", paramLabel = "DIR", description = "for data and logs while it runs")
  private @Nullable Path folder;

  @Option(names = "--json", description = "prints the result as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (migrations < 1 || migrations > MOST_MIGRATIONS) {
      throw new Invalid(
          "--migrations: %d is not between 1 and %d".formatted(migrations, MOST_MIGRATIONS));
    }
    var place = folder == null ? Home.stateFolder().resolveSibling("godwit-bench") : folder;
    var own =
        new OwnDeployment(
            Home.ofThisProcess(), place, note -> Screen.standardError().line("godwit: " + note));
    var result = Interruptible.run(() -> new LatencyRun(own).measure(migrations));
    print(result);
    return result.completed() == migrations && result.within(limit) ? 0 : FAILED;
  }

  private void print(LatencyResult result) {
    var out = Screen.standardOutput();
    if (json) {
      out.line(Json.pretty(result));
      return;
    }
    out.line(
        "%d of %d migrations completed, %d at once; applied %s, without an answer %d, asked of the scheduler %d"
            .formatted(
                result.completed(),
                result.migrations(),
                result.mostAtOnce(),
                result.steps(),
                result.unanswered(),
                result.asked()));
    var table = new Table("MILLISECONDS", "P50", "P90", "P99", "MAX");
    result
        .millis()
        .forEach((leg, spread) ->
            table.row(
                leg,
                tenths(spread.p50()),
                tenths(spread.p90()),
                tenths(spread.p99()),
                tenths(spread.max())));
    table.print(out);
  }

  private static String tenths(double millis) {
    return String.format(Locale.ROOT, "%.1f", millis);
  }
}
