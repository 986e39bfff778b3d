package io.godwit.convergence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.godwit.convergence.model.PassUnderWay.Worth;
import org.junit.jupiter.api.Test;

/** Guests of which 300 MB move at 60 MB/s; amounts in MB, rates in MB/s. */
class PassUnderWayTest {
  private static final Worth WORTH = new Worth(0.1, 0.5, 2);
  private static final double DOWNTIME = 0.5;

  @Test
  void earlySwitchOfAGuestThatRewritesMostOfItsMemoryIsWorthIt() {
    assertThat(worth(PassUnderWay.BEGINS, guest(300, 400, 268, 60))).isEqualTo(1, within(1e-9));
    assertThat(worth(PassUnderWay.BEGINS, guest(300, 50, 200, 60))).isGreaterThan(0.9);
  }

  @Test
  void theNearerTheEndOfThePassTheLessIsSaved() {
    // After 4.5 of 5 s: 30 MB were not sent yet, and nearly all of the rest is dirty again.
    var now = guest(30 + 0.9 * 200, 400, 200, 60);
    assertThat(worth(new PassUnderWay(0.95, 4.75), now)).isZero();
  }

  @Test
  void guestThatHardlyWritesOrWhoseSetFitsInTheDowntimeIsNotWorthIt() {
    assertThat(worth(PassUnderWay.BEGINS, guest(300, 1, 16, 60))).isZero();
    assertThat(worth(PassUnderWay.BEGINS, guest(300, 400, 268, 960))).isZero();
  }

  @Test
  void smallHotPartOfALargeGuestIsNotPaidForWithMinutesOfFaults() {
    // 3.3 of 19.9 s would be saved for 13.3 s more on faults.
    var now = guest(1000, 400, 200, 60);
    assertThat(PassUnderWay.BEGINS.earlySwitchIsWorth(now, DOWNTIME, new Worth(0.1, 0.5, 100)))
        .isEqualTo(1, within(1e-9));
    assertThat(worth(PassUnderWay.BEGINS, now)).isZero();
  }

  @Test
  void endOfThePassIsWhenWhatWasNotSentYetIsAndLeavesWhatWasDirtiedSinceItBegan() {
    // Half is sent in 2.5 s, and 100 of 200 MB, written over many times since, are dirty again.
    double again = 0.5 * 200 * (1 - (1 - Math.exp(-5)) / 5);
    var now = guest(150 + again, 400, 200, 60);
    var pass = new PassUnderWay(0.5, 2.5);
    assertThat(pass.secondsLeft(now)).isCloseTo(2.5, within(0.05));
    assertThat(pass.after(now).remaining()).isCloseTo(200e6, within(1e6));
  }

  private static double worth(PassUnderWay pass, Condition now) {
    return pass.earlySwitchIsWorth(now, DOWNTIME, WORTH);
  }

  private static Condition guest(
      double remaining, double dirtyRate, double workingSet, double switchover) {
    return new Condition(
        2e9,
        remaining * 1e6,
        0,
        60e6,
        Range.exactly(dirtyRate * 1e6),
        Range.exactly(workingSet * 1e6),
        switchover * 1e6,
        0.3,
        0,
        1);
  }
}
