package io.godwit.monitor.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.monitor.convergence.SimulatedPreCopy.Guest;
import io.godwit.monitor.convergence.SimulatedPreCopy.Shape;
import io.godwit.monitor.convergence.SimulatedPreCopy.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lab's guests over a link of 60 MB/s, both shapes of the signal, both kinds of writer. */
class SimulatedGuestsTest {
  private static final int SEEDS = 60;

  @ParameterizedTest
  @EnumSource(Writer.class)
  void hotGuestIsAPlateauAtItsFirstBoundaryWhereTheSignalIsContinuous(Writer writer) {
    var late = new ArrayList<String>();
    for (int seed = 0; seed < SEEDS; seed++) {
      var run = new SimulatedPreCopy(Guest.of(256, 400), Shape.CONTINUOUS, writer, seed);
      var samples = run.run(14);
      var first = samples.stream().filter(ProgressSample::passBoundary).findFirst().orElseThrow();
      var plateau = firstPlateau(trends(samples));
      assertThat(plateau).as("seed " + seed).isNotNull();
      var at = sampleOf(samples, plateau);
      if (at.elapsed().compareTo(first.elapsed()) > 0) {
        late.add("seed %d: %s after %s".formatted(seed, at.elapsed(), first.elapsed()));
      }
      assertThat(at.elapsed().minus(first.elapsed()).toMillis())
          .as("seed " + seed)
          .isLessThan(2500);
      assertThat(plateau.fixedPoint().count()).isBetween(200_000_000L, 275_000_000L);
      assertThat(plateau.predictedDowntime().toMillis()).isBetween(4000L, 5500L);
      assertThat(plateau.eta()).isNull();
    }
    assertThat(late).hasSizeLessThan(SEEDS / 10);
  }

  @ParameterizedTest
  @EnumSource(Writer.class)
  void hotGuestIsAPlateauAtItsSecondBoundaryWhereTheSignalIsASawTooth(Writer writer) {
    for (int seed = 0; seed < SEEDS; seed++) {
      var run = new SimulatedPreCopy(Guest.of(256, 400), Shape.SAW_TOOTH, writer, seed);
      var plateau = firstPlateau(trends(run.run(14)));
      assertThat(plateau).as("seed " + seed).isNotNull();
      assertThat(plateau.pass()).as("seed " + seed).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void guestsThatConvergeAreNeverAPlateau() {
    for (var shape : Shape.values()) {
      for (var guest : List.of(Guest.of(16, 1), Guest.of(64, 20), Guest.of(200, 50))) {
        for (int seed = 0; seed < SEEDS; seed++) {
          var run = new SimulatedPreCopy(guest, shape, Writer.CYCLIC, seed);
          var trends = trends(run.run(120));
          var as = "%s %s seed %d".formatted(guest, shape, seed);
          assertThat(run.ended()).as(as).isTrue();
          assertThat(firstPlateau(trends)).as(as).isNull();
        }
      }
    }
  }

  @Test
  void slowGuestIsSeenToConverge() {
    for (var shape : Shape.values()) {
      for (int seed = 0; seed < SEEDS; seed++) {
        var run = new SimulatedPreCopy(Guest.of(200, 50), shape, Writer.CYCLIC, seed);
        var trends = trends(run.run(120));
        var as = "%s seed %d of %s".formatted(shape, seed, run.endedAt());
        if (run.endedAt() < 10) {
          continue; // the writer was ahead of the first pass: there was next to nothing left
        }
        assertThat(trends.stream().filter(trend -> trend.outlook() == Outlook.CONVERGES))
            .as(as)
            .isNotEmpty();
      }
    }
  }

  @Test
  void progressNeverRunsBackwards() {
    for (var shape : Shape.values()) {
      for (var guest : List.of(Guest.of(64, 20), Guest.of(200, 50), Guest.of(256, 400))) {
        for (int seed = 0; seed < SEEDS; seed++) {
          double bulk = 0;
          double convergence = 0;
          var run = new SimulatedPreCopy(guest, shape, Writer.RANDOM, seed);
          for (var trend : trends(run.run(20))) {
            var as = "%s %s seed %d at %s".formatted(guest, shape, seed, trend.about().sequence());
            assertThat(trend.bulkDone()).as(as).isBetween(bulk, 1.0);
            assertThat(trend.convergenceDone()).as(as).isBetween(convergence, 1.0);
            bulk = trend.bulkDone();
            convergence = trend.convergenceDone();
          }
        }
      }
    }
  }

  @Test
  void timeToTheEndOfASlowGuestMostlyHoldsTheTrueEnd() {
    int held = 0;
    int said = 0;
    for (var shape : Shape.values()) {
      for (int seed = 0; seed < SEEDS; seed++) {
        var run = new SimulatedPreCopy(Guest.of(200, 50), shape, Writer.CYCLIC, seed);
        var samples = run.run(120);
        for (var trend : trends(samples)) {
          var eta = trend.eta();
          if (eta != null) {
            double left = run.endedAt() - sampleOf(samples, trend).elapsed().toMillis() / 1000.0;
            said++;
            held +=
                left * 1000 + 300 >= eta.low().toMillis() && left * 1000 <= eta.high().toMillis()
                    ? 1
                    : 0;
          }
        }
      }
    }
    assertThat(held / (double) said).as("of " + said).isGreaterThan(0.6);
  }

  private static List<ConvergenceTrend> trends(List<ProgressSample> samples) {
    var trends = new ArrayList<ConvergenceTrend>();
    Track track = null;
    for (var sample : samples) {
      var observed = Track.observe(track, sample);
      track = observed.track();
      if (observed.trend() != null) {
        trends.add(observed.trend());
      }
    }
    return trends;
  }

  private static @Nullable ConvergenceTrend firstPlateau(List<ConvergenceTrend> trends) {
    return trends.stream()
        .filter(trend -> trend.outlook() == Outlook.PLATEAU)
        .findFirst()
        .orElse(null);
  }

  private static ProgressSample sampleOf(List<ProgressSample> samples, ConvergenceTrend trend) {
    return samples.get((int) trend.about().sequence() - 1);
  }
}
