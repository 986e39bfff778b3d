package io.godwit.cli.command;

import io.godwit.cli.Godwit;
import io.godwit.cli.command.option.HostsOptions;
import io.godwit.cli.demo.Demo;
import io.godwit.cli.demo.GuestLoad;
import io.godwit.cli.deployment.Home;
import io.godwit.cli.deployment.LinkRate;
import io.godwit.cli.terminal.Interruptible;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Screen;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The demonstration. */
@Command(
    name = "demo",
    description = {
      "Moves three guests from one host to another, shows how, and cleans up.",
      "Fails unless all run on the destination and nowhere else.",
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./godwit demo",
      "  ./godwit demo --link 10gbit --limit 64",
      "  ./godwit demo --guest 128@100 --guest 300@800 --json",
      "  ./godwit demo --hosts simulated:2",
    })
public final class DemoCommand implements Callable<Integer> {
  private static final LinkRate USUAL_LINK = LinkRate.parse("500mbit");

  @Mixin private HostsOptions hosts;

  @Option(
      names = "--guest",
      paramLabel = "SET@RATE",
      description =
          "a guest that dirties SET MiB at RATE MiB/s; repeatable (default: 16@1, 64@20, 256@400)")
  private @Nullable List<GuestLoad> guests;

  @Option(names = "--folder", paramLabel = "DIR", description = "for data and logs while it runs")
  private @Nullable Path folder;

  @Option(
      names = "--json",
      description = "prints the table alone, as JSON; the rest goes to stderr")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    return Interruptible.run(this::demo);
  }

  private int demo() throws Exception {
    var screen = json ? Screen.standardError() : Screen.standardOutput();
    var scene =
        new Demo.Scene(
            hosts.hosts(screen),
            Objects.requireNonNullElse(hosts.link(), USUAL_LINK),
            hosts.limit(),
            guests == null ? GuestLoad.USUAL : guests);
    var place = folder == null ? Home.stateFolder().resolveSibling("godwit-demo") : folder;
    var outcome = new Demo(Home.ofThisProcess(), screen, scene).run(place, this::print);
    return outcome.arrived() ? 0 : Godwit.FAILED;
  }

  private void print(Demo.Outcome outcome) {
    var out = Screen.standardOutput();
    if (json) {
      out.line(Json.pretty(outcome.rows()));
    } else {
      Demo.print(outcome.rows(), out);
    }
  }
}
