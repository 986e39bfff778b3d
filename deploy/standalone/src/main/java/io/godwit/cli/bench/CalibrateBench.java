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
      "for the same guests: half of them it was fitted to, the other half judges it.",
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
