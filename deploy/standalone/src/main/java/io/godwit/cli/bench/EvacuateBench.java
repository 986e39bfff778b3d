package io.godwit.cli.bench;

import io.godwit.cli.deployment.Home;
import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.terminal.Amounts;
import io.godwit.cli.terminal.Interruptible;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Screen;
import io.godwit.cli.terminal.Table;
import io.godwit.parts.Lab;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long an evacuation takes, against what its links allow and against other ways. */
@Command(
    name = "evacuate",
    description = {
      "Empties a host of guests of mixed load and compares the time, from the request to the last",
      "completed migration, with the floor: bytes that must move, by what the narrowest links carry.",
      "Fails unless every guest moved and every limit held.",
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./godwit bench evacuate                           three layouts, three strategies each",
      "  ./godwit bench evacuate --layout uplink --strategy godwit",
      "  ./godwit bench evacuate --lab                     once, with real guests and a meter",
    })
public final class EvacuateBench implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int MOST_GUESTS = 500;
  private static final String ALL = "all";

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      defaultValue = ALL,
      description = "where the bottleneck is: source, destinations, uplink or all")
  private String layout = ALL;

  @Option(
      names = "--strategy",
      paramLabel = "STRATEGY",
      defaultValue = ALL,
      description = "godwit, one, two or all: Godwit's defaults, one or two at a time per host")
  private String strategy = ALL;

  @Option(
      names = "--guests",
      defaultValue = "50",
      description = "on the host that is emptied (default: ${DEFAULT-VALUE})")
  private int guests;

  @Option(names = "--lab", description = "real hosts, 3 of them, and 8 guests")
  private boolean lab;

  @Option(names = "--folder", paramLabel = "DIR", description = "for data and logs while it runs")
  private @Nullable Path folder;

  @Option(names = "--json", description = "prints the results as JSON; the rest goes to stderr")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (guests < 1 || guests > MOST_GUESTS) {
      throw new Invalid("--guests: %d is not between 1 and %d".formatted(guests, MOST_GUESTS));
    }
    var layouts = layouts();
    var strategies = strategies();
    return Interruptible.run(() -> lab ? onLab() : simulated(layouts, strategies));
  }

  private List<Layout> layouts() {
    var chosen =
        Arrays.stream(Layout.values())
            .filter(one -> layout.equals(ALL) || one.word().equals(layout))
            .toList();
    if (chosen.isEmpty()) {
      throw new Invalid(
          "--layout: '%s' is none of source, destinations, uplink, all".formatted(layout));
    }
    return chosen;
  }

  private List<Strategy> strategies() {
    return switch (strategy) {
      case ALL -> Strategy.ALL;
      case "godwit" -> List.of(Strategy.GODWIT);
      case "one" -> List.of(Strategy.ONE_AT_A_TIME);
      case "two" -> List.of(Strategy.TWO_AT_A_TIME);
      default ->
          throw new Invalid(
              "--strategy: '%s' is none of godwit, one, two, all".formatted(strategy));
    };
  }

  private int simulated(List<Layout> layouts, List<Strategy> strategies) throws Exception {
    var evacuation = new SimulatedEvacuation(run());
    var results = new ArrayList<EvacuationResult>();
    for (var one : layouts) {
      note("layout %s: %s".formatted(one.word(), one.bottleneck()));
      for (var way : strategies) {
        var result = evacuation.measure(one, way, guests);
        note(
            "  %s: %s for %d of %d guests, floor %s"
                .formatted(
                    way.name(),
                    Amounts.millis(result.makespanMillis()),
                    result.moved(),
                    result.guests(),
                    Amounts.millis(result.floorMillis())));
        results.add(result);
      }
    }
    print(results, results);
    return results.stream().allMatch(EvacuationResult::good) ? 0 : FAILED;
  }

  private int onLab() throws Exception {
    var home = Home.ofThisProcess();
    var measured = new LabEvacuation(run(), new Lab(home.labScript(), "bench")).measure();
    print(List.of(measured.result()), measured);
    if (!json) {
      links(measured.links()).print(Screen.standardOutput());
    }
    return measured.result().good() ? 0 : FAILED;
  }

  private EvacuationRun run() {
    var place = folder == null ? Home.stateFolder().resolveSibling("godwit-bench") : folder;
    return new EvacuationRun(Home.ofThisProcess(), place, EvacuateBench::note);
  }

  private static void note(String text) {
    Screen.standardError().line("godwit: " + text);
  }

  private void print(List<EvacuationResult> results, Object asJson) {
    var out = Screen.standardOutput();
    if (json) {
      out.line(Json.pretty(asJson));
    } else {
      table(results).print(out);
    }
  }

  static Table table(List<EvacuationResult> results) {
    var table =
        new Table(
            "LAYOUT",
            "STRATEGY",
            "MOVED",
            "FLOOR",
            "TOOK",
            "TIMES",
            "LINK USED",
            "TO FIRST MOVE",
            "IDLE",
            "SENT",
            "LONGEST DOWNTIME",
            "MOST AT ONCE (FROM/TO/ALL)",
            "LIMITS");
    for (var result : results) {
      var most = result.mostAtOnce();
      var limits = result.limits();
      table.row(
          result.layout(),
          result.strategy(),
          "%d/%d".formatted(result.moved(), result.guests()),
          seconds(result.floorMillis()),
          seconds(result.makespanMillis()),
          String.format(Locale.ROOT, "%.2f", result.ratio()),
          String.format(Locale.ROOT, "%.0f %%", 100 * result.linkUsed()),
          Amounts.millis(result.untilFirstMoveMillis()),
          Amounts.millis(result.idleMillis()),
          Amounts.bytes(result.sentBytes()),
          Amounts.millis(result.longestDowntimeMillis()),
          "%d/%d/%d".formatted(most.outgoing(), most.incoming(), most.cluster()),
          "%d/%d/%d %s"
              .formatted(
                  limits.outgoing(),
                  limits.incoming(),
                  limits.cluster(),
                  result.limitsHeld() ? "held" : "PASSED"));
    }
    return table;
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  private static Table links(List<LinkBytes> links) {
    var table = new Table("LINK OF", "SENT", "RECEIVED", "PEAK SENT", "PEAK RECEIVED");
    for (var link : links) {
      table.row(
          link.host(),
          Amounts.bytes(link.sent()),
          Amounts.bytes(link.received()),
          Amounts.rate(link.peakSent()),
          Amounts.rate(link.peakReceived()));
    }
    return table;
  }
}
