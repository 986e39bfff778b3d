package io.godwit.cli.bench.race;

import io.godwit.cli.command.option.Period;
import io.godwit.cli.deployment.DeploymentFolder;
import io.godwit.cli.deployment.Home;
import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.terminal.Interruptible;
import io.godwit.cli.terminal.Output;
import io.godwit.cli.terminal.Screen;
import io.godwit.parts.Lab;
import io.godwit.parts.PartFailed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Godwit's policies against what an operator can do by hand, on real guests. */
@Command(
    name = "race",
    description = {
      "Moves real guests between two real hosts, by Godwit's policies and by virsh in five ways,",
      "and measures from outside what it cost them. Each run is written down when it has ended;",
      "started again, it does what is missing. Fails while runs are missing; with --table also",
      "unless every policy is as good as the best manual way that it allows.",
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./godwit bench race                               all of it: hours",
      "  ./godwit bench race --rounds 1 --only slow,virsh --for 5m",
      "  ./godwit bench race --only limited,256@400,godwit-standard,virsh-plain",
      "  ./godwit bench race --table",
    })
public final class RaceBench implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int MOST_ROUNDS = 9;
  private static final String LAB = "race";

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "how often each is run; medians count (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--only",
      paramLabel = "WORD",
      split = ",",
      description = {
        "links (slow, limited), guests (idle, 64@20, 200@50, 256@400, phased, two, zero, disk,",
        "200@50c, 256@400c) and ways (virsh, godwit, or one of theirs as virsh-plain)",
      })
  private List<String> only = List.of();

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description = "where the runs are written down, one a line (default: in target)")
  private @Nullable Path results;

  @Option(
      names = "--for",
      paramLabel = "PERIOD",
      description = "begins no further run after this time, as 5m")
  private @Nullable Period period;

  @Option(names = "--folder", paramLabel = "DIR", description = "for data and logs while it runs")
  private @Nullable Path folder;

  @Option(names = "--table", description = "runs nothing: shows what there is")
  private boolean table;

  @Option(names = "--json", description = "prints the table as JSON; the rest goes to stderr")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      throw new Invalid("--rounds: %d is not between 1 and %d".formatted(rounds, MOST_ROUNDS));
    }
    var choice = Choice.of(only);
    var home = Home.ofThisProcess();
    var runs = Results.of(results == null ? usual(home) : results);
    var cells = Cell.all(rounds, choice);
    if (!table) {
      Interruptible.run(() -> race(home, cells, runs));
    }
    var shown = RaceTable.of(runs.runs(), choice, cells);
    Output.print(json, shown, shown::print);
    return table ? status(shown.met()) : status(shown.missing() == 0);
  }

  private static int status(boolean good) {
    return good ? 0 : FAILED;
  }

  private static Path usual(Home home) {
    return home.root().resolve("deploy/standalone/target/race/results.jsonl");
  }

  private int race(Home home, List<Cell> cells, Results runs) throws Exception {
    if (cells.stream().allMatch(cell -> cell.over(runs.runs()))) {
      return 0;
    }
    var obstacle = Lab.obstacle();
    if (obstacle.isPresent()) {
      throw new PartFailed("the lab cannot run here: " + obstacle.get());
    }
    var until = period == null ? Instant.MAX : Instant.now().plus(period.length());
    String name = Home.environment("GODWIT_LAB_NAME");
    var lab = new Lab(home.labScript(), name == null ? LAB : name);
    var place = folder == null ? Home.stateFolder().resolveSibling("godwit-race") : folder;
    try (var opened = DeploymentFolder.open(place)) {
      var ground = new Ground(home, opened, lab, RaceBench::note);
      try {
        new Race(ground, lab, runs, RaceBench::note).run(cells, until);
      } finally {
        ground.end();
      }
    }
    return 0;
  }

  private static void note(String text) {
    Screen.standardError().line("godwit: %s  %s".formatted(Instant.now(), text));
  }
}
