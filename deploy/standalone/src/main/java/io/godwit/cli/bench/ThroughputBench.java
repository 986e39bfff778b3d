package io.godwit.cli.bench;

import io.godwit.cli.command.option.Period;
import io.godwit.cli.deployment.Home;
import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.terminal.Interruptible;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Screen;
import io.godwit.cli.terminal.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many samples monitor and policy take together. */
@Command(
    name = "throughput",
    description = {
      "Starts a broker, the monitor and the policy, sends samples of so many running migrations as",
      "fast as they are taken, and says what a sample costs each of them in processor time. Broker and",
      "generator share the machine. A sample counts once the policy has committed its trend.",
      "Fails if any number of migrations stays under --least samples a second.",
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./godwit bench throughput",
      "  ./godwit bench throughput --sizes 1000 --period 30s --json",
    })
public final class ThroughputBench implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int MOST_MIGRATIONS = 100_000;

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "NUMBER",
      defaultValue = "10,100,1000,10000",
      description = "of migrations (default: ${DEFAULT-VALUE})")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--period",
      paramLabel = "PERIOD",
      defaultValue = "15s",
      description = "for which each is measured (default: ${DEFAULT-VALUE})")
  private Period period = new Period(Duration.ofSeconds(15));

  @Option(
      names = "--least",
      paramLabel = "NUMBER",
      defaultValue = "20000",
      description = "samples a second (default: ${DEFAULT-VALUE})")
  private long least;

  @Option(
      names = "--jvm",
      paramLabel = "OPTION",
      description = "further option of both JVMs; repeatable")
  private List<String> jvm = List.of();

  @Option(names = "--folder", paramLabel = "DIR", description = "for data and logs while it runs")
  private @Nullable Path folder;

  @Option(names = "--json", description = "prints the results as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    for (int size : sizes) {
      if (size < 1 || size > MOST_MIGRATIONS) {
        throw new Invalid("--sizes: %d is not between 1 and %d".formatted(size, MOST_MIGRATIONS));
      }
    }
    var place = folder == null ? Home.stateFolder().resolveSibling("godwit-bench") : folder;
    var run = new ThroughputRun(Home.ofThisProcess(), place, jvm);
    var results = Interruptible.run(() -> run.measure(sizes, period.length()));
    print(results);
    return results.stream().allMatch(one -> one.samplesPerSecond() >= least) ? 0 : FAILED;
  }

  private void print(List<ThroughputResult> results) {
    var out = Screen.standardOutput();
    if (json) {
      out.line(Json.pretty(results));
      return;
    }
    var table =
        new Table(
            "MIGRATIONS",
            "SAMPLES",
            "A SECOND",
            "US: MONITOR",
            "POLICY",
            "BOTH",
            "BROKER",
            "GENERATOR",
            "ESCALATIONS",
            "A CORE EACH");
    for (var one : results) {
      table.row(
          "" + one.migrations(),
          "" + one.samples(),
          "" + one.samplesPerSecond(),
          tenths(one.monitorMicros()),
          tenths(one.policyMicros()),
          tenths(one.bothMicros()),
          tenths(one.brokerMicros()),
          tenths(one.generatorMicros()),
          "" + one.escalations(),
          one.onTwoCores() + "/s");
    }
    table.print(out);
  }

  private static String tenths(double micros) {
    return String.format(Locale.ROOT, "%.1f", micros);
  }
}
