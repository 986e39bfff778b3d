package io.godwit.convergence.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.convergence.Eta;
import io.godwit.events.convergence.Prediction;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The lab's guests: 60 MB/s on the slow link; 64 MiB/s on a fast one that carries 1 GB/s. */
class PredictionsTest {
  private static final double MIB = 1048576;
  private static final double SLOW = 60e6;
  private static final double FAST = 1e9;

  @Test
  void guestSlowerThanTheLinkEndsInThePassesThatTheModelCounts() {
    var prediction = predict(guest(200, 50, SLOW, SLOW, 0.3), new Lever.AsItStands());
    assertThat(prediction.probability()).isGreaterThan(0.9);
    assertThat(eta(prediction).low().toSeconds()).isBetween(5L, 30L);
    assertThat(eta(prediction).high().toSeconds()).isBetween(10L, 60L);
    assertThat(prediction.downtime().toMillis()).isBetween(50L, 350L);
    assertThat(prediction.workLost().toMillis()).isLessThan(400);
  }

  @Test
  void hotGuestNeverEndsAsItStandsAndItsPlateauWouldStandStillForSeconds() {
    var prediction = predict(guest(256, 400, SLOW, SLOW, 0.3), new Lever.AsItStands());
    assertThat(prediction.probability()).isLessThan(0.01);
    assertThat(prediction.eta()).isNull();
    assertThat(prediction.downtime().toMillis()).isBetween(4300L, 4600L);
  }

  @Test
  void enoughDowntimeOnAFastLinkEndsTheHotGuestAtOnce() {
    var hot = guest(256, 400, 64 * MIB, FAST, 0.1);
    assertThat(predict(hot, new Lever.AsItStands()).probability()).isLessThan(0.01);
    var raised = predict(hot, new Lever.Downtime(Duration.ofMillis(300)));
    assertThat(raised.probability()).isGreaterThan(0.99);
    assertThat(raised.downtime().toMillis()).isBetween(250L, 360L);
  }

  @Test
  void enoughBandwidthAndEnoughThrottleEndItAndTheThrottleCostsItsShare() {
    var hot = guest(256, 100, SLOW, SLOW, 0.3);
    assertThat(predict(hot, new Lever.AsItStands()).probability()).isLessThan(0.05);
    var wide = predict(hot, new Lever.Bandwidth(200e6));
    assertThat(wide.probability()).isGreaterThan(0.95);
    assertThat(eta(wide).high().toSeconds()).isLessThan(10);
    var slowed = predict(hot, new Lever.Throttle(60));
    assertThat(slowed.probability()).isGreaterThan(0.95);
    assertThat(slowed.workLost().toMillis())
        .isBetween(eta(slowed).low().toMillis() / 2, eta(slowed).high().toMillis());
  }

  @Test
  void throttleCountsFromThePresentOne() {
    var free = guest(256, 100, SLOW, SLOW, 0.3);
    var half = free.withThrottle(50);
    assertThat(half.dirtyRate().likely()).isEqualTo(free.dirtyRate().likely() / 2);
    assertThat(half.withThrottle(0).dirtyRate().likely()).isEqualTo(free.dirtyRate().likely());
  }

  @Test
  void postCopyOverASlowLinkLosesNearlyAllTheWorkMeanwhileAndOverAFastOneLittle() {
    var slow = predict(guest(256, 400, SLOW, SLOW, 0.3), new Lever.PostCopy());
    assertThat(slow.probability()).isEqualTo(1);
    assertThat(slow.workLost().toMillis()).isBetween(4200L, 5500L);
    assertThat(slow.downtime().toMillis()).isBetween(800L, 1200L);
    var milder = predict(guest(130, 50, SLOW, SLOW, 0.3), new Lever.PostCopy());
    assertThat(milder.workLost().toMillis()).isBetween(2000L, 2700L);
    var fast = predict(guest(256, 400, FAST, FAST, 0.3), new Lever.PostCopy());
    assertThat(fast.workLost().toMillis()).isBetween(200L, 600L);
    var limited = predict(guest(256, 400, 64 * MIB, FAST, 0.3), new Lever.PostCopy());
    assertThat(limited.workLost()).isGreaterThan(slow.workLost().dividedBy(2));
  }

  @Test
  void pauseSendsDownToTheThresholdAtTheLimitAndTheRestAtTheLinksRate() {
    var hot = guest(256, 400, 64 * MIB, FAST, 0.1);
    var paused = predict(hot, new Lever.Pause());
    double expected = (256 * MIB - 0.1 * FAST) / (64 * MIB) + 0.15;
    assertThat(paused.downtime().toMillis() / 1000.0).isBetween(expected - 0.01, expected + 0.01);
    assertThat(paused.workLost()).isEqualTo(paused.downtime());
    var both =
        predict(
            hot, new Lever.Together(new Lever.Downtime(Duration.ofSeconds(1)), new Lever.Pause()));
    assertThat(both.downtime().toMillis()).isLessThan(350);
  }

  @Test
  void probabilityRisesSmoothlyAsTheBandwidthDoes() {
    double last = 0;
    double largest = 0;
    for (double rate = 30e6; rate <= 200e6; rate *= 1.05) {
      var prediction = predict(guest(256, 100, rate, rate, 0.3), new Lever.AsItStands());
      assertThat(prediction.probability()).isGreaterThanOrEqualTo(last);
      largest = Math.max(largest, prediction.probability() - last);
      last = prediction.probability();
    }
    assertThat(last).isGreaterThan(0.98);
    assertThat(largest).isLessThan(0.35);
  }

  @Test
  void nothingKnownIsNeitherCertainNorImpossibleAndTheIntervalIsWide() {
    var condition =
        new Condition(
            1024 * MIB,
            400 * MIB,
            0,
            SLOW,
            new Range(0, 20e6, 400e6),
            new Range(1e6, 100e6, 400 * MIB),
            SLOW,
            0.3,
            0,
            1);
    var prediction = predict(condition, new Lever.AsItStands());
    assertThat(prediction.probability()).isBetween(0.3, 0.95);
    assertThat(eta(prediction).high().toMillis())
        .isGreaterThan(eta(prediction).low().toMillis() * 5 / 4);
  }

  @Test
  void disksGoFirstAndStandingStillSaysNothing() {
    var guest = guest(64, 20, SLOW, SLOW, 0.3);
    var withDisk =
        new Condition(
            guest.memory(),
            guest.remaining(),
            600e6,
            SLOW,
            guest.dirtyRate(),
            guest.workingSet(),
            SLOW,
            0.3,
            0,
            1);
    var as = new Lever.AsItStands();
    assertThat(eta(predict(withDisk, as)).low().toMillis())
        .isGreaterThan(eta(predict(guest, as)).low().toMillis() + 9000);
    var still = guest(64, 20, 0, 0, 0.3);
    assertThat(predict(still, as).eta()).isNull();
    assertThat(predict(still, as).probability()).isZero();
    assertThat(predict(still, new Lever.PostCopy()).eta()).isNull();
    assertThat(predict(still, new Lever.Pause()).probability()).isZero();
  }

  private static Condition guest(
      double set, double rate, double bandwidth, double link, double downtime) {
    return new Condition(
        512 * MIB,
        set * MIB,
        0,
        bandwidth,
        Range.within(rate * MIB, 1.1),
        Range.within(set * MIB, 1.05).atMost(512 * MIB),
        link,
        downtime,
        0,
        1);
  }

  private static Prediction predict(Condition condition, Lever lever) {
    return Predictions.of(condition, lever);
  }

  private static Eta eta(Prediction prediction) {
    return Objects.requireNonNull(prediction.eta());
  }
}
