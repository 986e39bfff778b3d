package io.godwit.cli.bench;

import io.godwit.agent.simulation.Calibration;
import io.godwit.cli.terminal.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The simulated hypervisor beside the lab. */
@Command(
    name = "calibrate",
    description = {
      "Prints what the lab's guests took, measured once, beside what the simulated hypervisor takes",
      "for the same guests, each named by what it keeps rewriting and how fast: two of them it was",
      "fitted to, the other two judge it. What was compressed is shown and not judged: it was over",
      "in about a second, most of which is the call itself.",
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  ./godwit bench calibrate"})
public final class CalibrateBench implements Callable<Integer> {
  @Override
  public Integer call() {
    Calibration.table().forEach(Screen.standardOutput()::line);
    return 0;
  }
}
