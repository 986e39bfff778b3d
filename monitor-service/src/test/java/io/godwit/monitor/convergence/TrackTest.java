package io.godwit.monitor.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.convergence.model.Range;
import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Eta;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.monitor.dirtying.Belief;
import io.godwit.monitor.dirtying.Evidence;
import io.godwit.monitor.dirtying.Evidence.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a track makes of samples that a test writes itself: a guest of 1 GB over 100 MB/s. */
class TrackTest {
  private static final MigrationId ID = MigrationId.of("test", "track");
  private static final double MB = 1e6;

  /** A sample in the making; amounts in MB. */
  private static final class Job {
    private @Nullable Track track;
    private long sequence;
    private Phase phase = Phase.PRE_COPY;
    private double seconds;
    private int pass = 1;
    private boolean boundary;
    private double memory = 1000;
    private double processed;
    private double transferred;
    private double remaining = 1000;
    private int throttle;
    private @Nullable BytesPerSecond limit;
    private boolean paused;
    private double diskTotal;
    private double diskRemaining;
    private long faults;
    private List<Evidence> measured = List.of();

    /** So many seconds of a pass at 100 MB/s, of which nothing is dirtied yet. */
    Job sends(double forSeconds) {
      seconds += forSeconds;
      processed += 100 * forSeconds;
      transferred += 100 * forSeconds;
      remaining = Math.max(0, remaining - 100 * forSeconds);
      boundary = false;
      return this;
    }

    Job passEnds(double left) {
      pass++;
      boundary = true;
      remaining = left;
      return this;
    }

    ConvergenceTrend trend() {
      var observed = Track.observe(track, sample(), measured);
      track = observed.track();
      return Objects.requireNonNull(observed.trend());
    }

    ProgressSample sample() {
      return new ProgressSample(
          new About(ID, 1, ++sequence, Instant.EPOCH),
          new HostId("a"),
          phase,
          Duration.ofMillis(Math.round(seconds * 1000)),
          pass,
          boundary,
          pass,
          mb(memory),
          mb(processed),
          mb(remaining),
          mb(transferred),
          BytesPerSecond.ZERO,
          Duration.ofMillis(300),
          new BytesPerSecond(100_000_000),
          true,
          faults,
          mb(diskTotal),
          mb(diskRemaining),
          throttle,
          limit,
          paused);
    }

    private static Bytes mb(double count) {
      return new Bytes(Math.round(count * MB));
    }
  }

  @Test
  void rangesNarrowWithPassesOfDifferentLengthAndHoldTheTruth() {
    // 40 MB/s over 200 MB, written anywhere.
    var passes = new ArrayList<Evidence>();
    double lastWidth = Double.POSITIVE_INFINITY;
    double seconds = 10;
    for (int pass = 1; pass <= 4; pass++) {
      double dirtied = 200 * MB * -Math.expm1(-40 * seconds / 200);
      passes.add(new Evidence(Kind.PASS, seconds, dirtied, 0, 1));
      seconds = dirtied / (100 * MB);
      var belief = Belief.of(passes, 1000 * MB, 1);
      assertThat(40 * MB).isBetween(belief.dirtyRate().low() * 0.9, belief.dirtyRate().high());
      assertThat(200 * MB).isBetween(belief.workingSet().low(), belief.workingSet().high());
      double width = width(belief.dirtyRate());
      assertThat(width).isLessThan(lastWidth);
      lastWidth = width;
    }
    assertThat(lastWidth).isLessThan(1.35);
  }

  @Test
  void throttleScalesTheRateAndKeepsTheWorkingSet() {
    var seen =
        List.of(
            new Evidence(Kind.PASS, 10, 200 * MB, 0, 1),
            new Evidence(Kind.PASS, 2, 198 * MB, 0, 1));
    var free = Belief.of(seen, 1000 * MB, 1);
    var slowed = Belief.of(seen, 1000 * MB, 0.5);
    assertThat(slowed.dirtyRate().likely()).isLessThan(0.7 * free.dirtyRate().likely());
    assertThat(slowed.workingSet().likely())
        .isBetween(0.9 * free.workingSet().likely(), 1.1 * free.workingSet().likely());
    assertThat(width(slowed.dirtyRate())).isGreaterThan(width(free.dirtyRate()));
  }

  @Test
  void timeIsGivenFromTheFirstSecondsOnAndWideWhereNothingIsKnown() {
    var job = new Job();
    job.trend();
    var trend = job.sends(1).trend();
    var eta = Objects.requireNonNull(trend.eta());
    assertThat(eta.low().toSeconds()).isBetween(3L, 10L);
    assertThat(eta.high()).isGreaterThan(eta.low().multipliedBy(2));
    assertThat(trend.convergenceProbability()).isBetween(0.5, 0.95);
    assertThat(trend.outlook()).isEqualTo(Outlook.NO_IDEA);
    assertThat(trend.elapsed()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void firstPassForetellsWhatWasMeasuredOnceItsPaceIsKnown() {
    var job = new Job();
    job.measured = List.of(new Evidence(Kind.MEASURED, 1, 400 * MB, 0, 1));
    assertThat(job.trend().outlook()).isEqualTo(Outlook.NO_IDEA);
    job.sends(1).trend();
    var trend = job.sends(1).trend();
    assertThat(trend.outlook()).isEqualTo(Outlook.PLATEAU);
    assertThat(trend.fixedPoint().count()).isGreaterThan(300_000_000);
    assertThat(trend.convergenceProbability()).isLessThan(0.15);
    assertThat(trend.outstanding().count()).isGreaterThan(600_000_000);
    assertThat(trend.pass()).isEqualTo(1);

    var calm = new Job();
    calm.measured = List.of(new Evidence(Kind.MEASURED, 1, 2 * MB, 0, 1));
    calm.trend();
    calm.sends(1).trend();
    assertThat(calm.sends(1).trend().outlook()).isEqualTo(Outlook.CONVERGES);
  }

  @Test
  void outstandingHoldsWhatWasDirtiedMeanwhile() {
    var job = new Job();
    job.trend();
    job.sends(5).trend();
    job.sends(5).passEnds(200).trend();
    var trend = job.sends(1).trend();
    assertThat(trend.remaining().count()).isEqualTo(100_000_000);
    assertThat(trend.outstanding().count()).isBetween(110_000_000L, 200_000_000L);
  }

  @Test
  void passesThatGainNothingAreAStallAndTheLeastOfThemALocalMinimum() {
    var job = new Job();
    job.trend();
    job.sends(10).passEnds(300).trend();
    assertThat(job.sends(3).passEnds(295).trend().stalled()).isFalse();
    job.sends(2.95).passEnds(300).trend();
    var stalled = job.sends(3).passEnds(310).trend();
    assertThat(stalled.stalled()).isTrue();
    assertThat(stalled.atLocalMinimum()).isFalse();
    assertThat(stalled.leastRemaining().count()).isEqualTo(295_000_000);
    assertThat(stalled.convergenceProbability()).isLessThan(0.1);
    assertThat(job.sends(3.1).passEnds(290).trend().atLocalMinimum()).isTrue();
  }

  @Test
  void stepForgetsTheLowsAndIsPassedOn() {
    var job = new Job();
    job.trend();
    job.sends(10).passEnds(300).trend();
    job.sends(3).passEnds(300).trend();
    job.sends(3).passEnds(300).trend();
    job.throttle = 40;
    job.limit = new BytesPerSecond(50_000_000);
    var trend = job.sends(1).trend();
    assertThat(trend.throttlePercent()).isEqualTo(40);
    assertThat(trend.bandwidthLimit()).isEqualTo(new BytesPerSecond(50_000_000));
    assertThat(trend.stalled()).isFalse();
    assertThat(trend.leastRemaining()).isEqualTo(trend.remaining());
    assertThat(trend.workingSet().count()).isGreaterThan(280_000_000);
  }

  @Test
  void newLimitIsTheNewBandwidthWithinTwoSeconds() {
    var job = new Job();
    job.trend();
    job.sends(1).trend();
    job.sends(1).trend();
    job.limit = new BytesPerSecond(20_000_000);
    job.trend();
    for (int i = 0; i < 2; i++) {
      job.seconds += 1;
      job.processed += 20;
      job.transferred += 20;
      job.remaining -= 20;
      job.trend();
    }
    var trend = job.trend();
    assertThat(trend.bandwidth().count()).isBetween(19_000_000L, 22_000_000L);
  }

  @Test
  void pausedGuestFinishesInWhatRemains() {
    var job = new Job();
    job.trend();
    job.sends(10).passEnds(500).trend();
    job.paused = true;
    var trend = job.sends(1).trend();
    assertThat(trend.guestPaused()).isTrue();
    assertThat(trend.outlook()).isEqualTo(Outlook.FINISHING);
    assertThat(Objects.requireNonNull(trend.eta()).high().toMillis()).isBetween(3500L, 5200L);
  }

  @Test
  void disksAreApartAndFirst() {
    var job = new Job();
    job.phase = Phase.SETUP;
    job.memory = 0;
    job.remaining = 0;
    job.diskTotal = 5000;
    job.diskRemaining = 5000;
    assertThat(job.trend().diskEta()).isNull();
    job.seconds = 1;
    job.diskRemaining = 4500;
    var trend = job.trend();
    assertThat(trend.eta()).isNull();
    assertThat(trend.outlook()).isEqualTo(Outlook.NO_IDEA);
    Eta eta = Objects.requireNonNull(trend.diskEta());
    assertThat(Duration.ofSeconds(9)).isBetween(eta.low(), eta.high());
    assertThat(trend.diskRemaining().count()).isEqualTo(4_500_000_000L);
  }

  @Test
  void postCopyTellsItsFaultsItsPagesLeftAndItsEnd() {
    var job = new Job();
    job.trend();
    job.sends(10).passEnds(300).trend();
    job.phase = Phase.POST_COPY;
    job.trend();
    job.faults = 1234;
    var trend = job.sends(1).trend();
    assertThat(trend.postCopyFaults()).isEqualTo(1234);
    assertThat(trend.remaining().count()).isEqualTo(200_000_000);
    Eta eta = Objects.requireNonNull(trend.eta());
    assertThat(Duration.ofSeconds(2)).isBetween(eta.low(), eta.high());
    assertThat(trend.convergenceProbability()).isEqualTo(1);
  }

  @Test
  void compressionIsToldFromTheSecondPassOn() {
    var job = new Job();
    job.trend();
    job.sends(10).passEnds(400).trend();
    job.sends(2).transferred -= 150;
    var trend = job.trend();
    assertThat(trend.compression()).isBetween(3.9, 4.1);
  }

  @Test
  void storedTrackIsTheSame() throws Exception {
    for (long seed = 0; seed < 40; seed++) {
      Track track = null;
      var measured = List.of(new Evidence(Kind.MEASURED, 1, 5e6, 0, 1));
      for (var sample : new RandomRun(RandomGuest.restless(seed), seed).run(15)) {
        track = Track.observe(track, sample, measured).track();
        var bytes = new ByteArrayOutputStream();
        TrackCodec.write(new DataOutputStream(bytes), track);
        assertThat(bytes.size()).isLessThan(2000);
        var read =
            TrackCodec.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(read).as("seed " + seed).isEqualTo(track);
      }
    }
  }

  private static double width(Range range) {
    return range.high() / range.low();
  }
}
