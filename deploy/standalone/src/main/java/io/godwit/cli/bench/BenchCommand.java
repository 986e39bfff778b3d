package io.godwit.cli.bench;

import io.godwit.cli.bench.race.RaceBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measurements of a whole deployment that a command starts and ends. */
@Command(
    name = "bench",
    description = "Measures a deployment of its own, with what it is compared to.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      EvacuateBench.class,
      SimulateBench.class,
      CalibrateBench.class,
      LatencyBench.class,
      ThroughputBench.class,
      RaceBench.class,
    })
public final class BenchCommand implements Callable<Integer> {
  private static final int WRONG_ARGUMENT = 2;
  @Spec private CommandSpec spec;

  /** Without a command there is nothing to measure: says what there is. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return WRONG_ARGUMENT;
  }
}
