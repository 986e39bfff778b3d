package io.godwit.monitor.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Outlook;
import io.godwit.monitor.dirtying.Evidence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether what is stated with a probability comes true as often. Statements about migrations that
 * do not end within the time count as wrong if their interval does.
 */
class CalibrationTest {
  private static final Logger LOG = LoggerFactory.getLogger(CalibrationTest.class);
  private static final int GUESTS = 2000;
  private static final double LONGEST = 150;

  /** Seeds next to each other begin alike. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** Counts of statements. */
  private static final class Tally {
    private int said;
    private int held;
    private int early;
    private int never;
    private final List<Double> widths = new ArrayList<>();

    void statement(double low, double high, double left) {
      said++;
      held += low <= left && left <= high ? 1 : 0;
      early += left < low ? 1 : 0;
      never += Double.isInfinite(left) ? 1 : 0;
    }

    double coverage() {
      return held / (double) said;
    }

    double width() {
      var sorted = widths.stream().sorted().toList();
      return sorted.get(sorted.size() / 2);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d statements, %.1f %% held, %.1f %% ended earlier, %.1f %% never, median width after pass two %.2f",
          said,
          100 * coverage(),
          100.0 * early / said,
          100.0 * never / said,
          widths.isEmpty() ? Double.NaN : width());
    }
  }

  @Test
  void theTrueEndLiesInTheStatedIntervalInAboutEightOfTenStatements() {
    var all = new Tally();
    for (boolean restless : new boolean[] {false, true}) {
      for (boolean continuous : new boolean[] {false, true}) {
        var tally = new Tally();
        var first = new Tally();
        for (long seed = 50000; seed < 50000 + GUESTS; seed++) {
          var guest = restless ? RandomGuest.restless(seed) : RandomGuest.steady(seed);
          if (guest.continuous() == continuous) {
            judge(guest, seed, first, tally, all);
          }
        }
        LOG.info("restless {} continuous {}: first pass {}", restless, continuous, first);
        LOG.info("restless {} continuous {}: later {}", restless, continuous, tally);
      }
    }
    LOG.info("all: {}", all);
    assertThat(all.coverage()).isBetween(0.75, 0.90);
    assertThat(all.width()).isLessThanOrEqualTo(0.6);
  }

  private static void judge(RandomGuest guest, long seed, Tally first, Tally later, Tally all) {
    var run = new RandomRun(guest, seed);
    var samples = run.run(LONGEST);
    boolean ended = run.endedAt() >= 0;
    double end = ended ? run.endedAt() : LONGEST;
    var random = new Random(seed * SPREAD);
    var measured =
        random.nextBoolean()
            ? List.of(guest.measured(1, random), guest.measured(4, random))
            : List.<Evidence>of();
    Track track = null;
    for (var sample : samples) {
      var observed = Track.observe(track, sample, measured);
      track = observed.track();
      var trend = observed.trend();
      double left = end - sample.elapsed().toMillis() / 1000.0;
      if (trend == null || trend.eta() == null || left <= 0) {
        continue;
      }
      double low = trend.eta().low().toMillis() / 1000.0;
      double high = trend.eta().high().toMillis() / 1000.0;
      if (!ended && high > left) {
        continue; // may still come true
      }
      for (var tally : List.of(trend.pass() == 1 ? first : later, all)) {
        tally.statement(low, high, ended ? left : Double.POSITIVE_INFINITY);
        if (ended && trend.pass() > 2) {
          tally.widths.add((high - low) / left);
        }
      }
    }
  }

  @Test
  void whatIsForetoldInTheFirstPassMostlyComesTrue() {
    var told = new EnumMap<Outlook, int[]>(Outlook.class);
    for (long seed = 80000; seed < 80000 + GUESTS; seed++) {
      foretell(RandomGuest.steady(seed), seed, told);
    }
    told.forEach((outlook, counts) ->
        LOG.info("first pass: {} of {} guests, {} of them ended", outlook, counts[0], counts[1]));
    int[] plateaus = Objects.requireNonNull(told.get(Outlook.PLATEAU));
    int[] converging = Objects.requireNonNull(told.get(Outlook.CONVERGES));
    assertThat(plateaus[0]).isGreaterThan(GUESTS / 100);
    assertThat(plateaus[1] / (double) plateaus[0]).isLessThan(0.1);
    assertThat(converging[0]).isGreaterThan(GUESTS / 10);
    assertThat(converging[1] / (double) converging[0]).isGreaterThan(0.9);
  }

  /** Counts the guests of which each outlook was the last one of the first pass. */
  private static void foretell(RandomGuest guest, long seed, Map<Outlook, int[]> told) {
    var run = new RandomRun(guest, seed);
    var random = new Random(seed * SPREAD);
    var measured = random.nextBoolean() ? List.of(guest.measured(1, random)) : List.<Evidence>of();
    Track track = null;
    var last = Outlook.NO_IDEA;
    for (var sample : run.run(LONGEST)) {
      if (sample.pass() > 1) {
        break;
      }
      var observed = Track.observe(track, sample, measured);
      track = observed.track();
      last = Objects.requireNonNull(observed.trend()).outlook();
      if (measured.isEmpty() && !guest.continuous()) {
        assertThat(last).as("seed " + seed).isEqualTo(Outlook.NO_IDEA);
      }
    }
    int[] counts = told.computeIfAbsent(last, _ -> new int[2]);
    counts[0]++;
    counts[1] += run.endedAt() >= 0 ? 1 : 0;
  }

  @Test
  void progressNeverRunsBackwardsAndNothingIsOutOfOrder() {
    for (long seed = 1000; seed < 1000 + GUESTS / 4; seed++) {
      var guest = RandomGuest.restless(seed);
      double bulk = 0;
      double convergence = 0;
      Track track = null;
      for (var sample : new RandomRun(guest, seed).run(60)) {
        var observed = Track.observe(track, sample);
        track = observed.track();
        ConvergenceTrend trend = observed.trend();
        assertThat(trend).isNotNull();
        var as = "seed %d at %s".formatted(seed, sample.elapsed());
        assertThat(trend.bulkDone()).as(as).isBetween(bulk, 1.0);
        assertThat(trend.convergenceDone()).as(as).isBetween(convergence, 1.0);
        assertThat(trend.convergenceProbability()).as(as).isBetween(0.0, 1.0);
        assertThat(trend.dirtyRateRange().low()).as(as).isLessThanOrEqualTo(trend.dirtyRate());
        assertThat(trend.workingSetRange().high().count())
            .as(as)
            .isGreaterThanOrEqualTo(trend.workingSet().count());
        bulk = trend.bulkDone();
        convergence = trend.convergenceDone();
      }
    }
  }
}
