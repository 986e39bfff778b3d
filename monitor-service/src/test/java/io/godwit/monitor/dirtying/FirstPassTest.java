package io.godwit.monitor.dirtying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.godwit.monitor.dirtying.Evidence.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a first pass tells before it is over: a guest of 1 GB that writes to 200 MB of it. */
class FirstPassTest {
  private static final double MB = 1e6;
  private static final double SET = 200 * MB;

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3, 1, 2, 4, 10, 100})
  void shortFormIsNearTheTrueShare(double turns) {
    double exact = 1 + Math.expm1(-turns) / turns;
    assertThat(FirstPass.dirtyAgain(turns, false)).isCloseTo(exact, within(0.025 * exact));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rateIsFoundAgainFromWhatItDirtied(boolean roundAndRound) {
    for (double rate : new double[] {2, 20, 60, 150}) {
      double again = 0.5 * SET * FirstPass.dirtyAgain(rate * MB * 5 / SET, roundAndRound);
      var seen = new Evidence(Kind.FIRST_PASS, 5, again, 0.5, 1);
      var solved = FirstPass.solve(seen, SET, 0.5, roundAndRound);
      assertThat(Math.exp(solved.logRate()) / MB).isCloseTo(rate, within(0.01 * rate));
      assertThat(solved.penalty()).isZero();
    }
  }

  @Test
  void whatIsDirtyAgainNarrowsTheRateTheMoreTheFurtherThePassIs() {
    double early = width(0.1);
    double late = width(0.8);
    assertThat(late).isLessThan(early);
  }

  private static double width(double share) {
    double seconds = 10 * share;
    double again = share * SET * FirstPass.dirtyAgain(40 * MB * seconds / SET, false);
    var seen = new Evidence(Kind.FIRST_PASS, seconds, again, share, 1);
    var rate = Belief.of(List.of(seen), 1000 * MB, 1).dirtyRate();
    assertThat(rate.low()).isLessThan(40 * MB);
    assertThat(rate.high()).isGreaterThan(40 * MB);
    return rate.high() / rate.low();
  }
}
