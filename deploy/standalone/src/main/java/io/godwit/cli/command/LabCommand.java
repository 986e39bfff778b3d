package io.godwit.cli.command;

import io.godwit.cli.deployment.Home;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Hands its arguments to the lab's own script. */
@Command(
    name = "lab",
    description = "Real libvirt hosts, guests and faults on this machine (./godwit lab --help).")
public final class LabCommand implements Callable<Integer> {
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    var command = new ArrayList<String>();
    command.add(Home.ofThisProcess().labScript().toString());
    command.addAll(arguments);
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
