package io.godwit.policy.escalation;

import static io.godwit.policy.escalation.Scene.critical;
import static io.godwit.policy.escalation.Scene.running;
import static io.godwit.policy.escalation.Scene.standard;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.Outlook;
import io.godwit.policy.escalation.Scene.Changed;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For how long what does not converge is waited for. A pass takes five seconds. */
class PatienceTest {
  private final Table table = new Table(Scene.RULES);

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 20})
  void plateauIsWaitedOutForTheSameTimeWhateverItsPassesTake(int secondsPerPass) {
    table.event(running(standard(), 1, 6));
    for (int second = 5; second < 30; second++) {
      table.trend(trend(second, 2 + second / secondsPerPass, 250, Outlook.PLATEAU));
    }
    assertThat(table.decisions()).isEmpty();

    table.trend(trend(30, 2 + 30 / secondsPerPass, 250, Outlook.PLATEAU));

    assertThat(table.steps()).containsExactly(new SwitchToPostCopy());
  }

  @Test
  void switchOverThatSeemsNearDoesNotEndThePatienceNorCountAsAChange() {
    table.event(running(standard(), 1, 6));
    for (int second = 5; second < 30; second++) {
      boolean near = second == 12 || second == 22;
      table.trend(
          trend(
              second,
              1 + second / 5,
              near ? 245 : 250,
              near ? Outlook.FINISHING : Outlook.PLATEAU));
    }
    assertThat(table.decisions()).isEmpty();

    table.trend(trend(30, 7, 250, Outlook.PLATEAU));

    assertThat(table.steps()).containsExactly(new SwitchToPostCopy());
  }

  @Test
  void hopelessGuestThatWasSeenToChangeIsWaitedForBeforeItIsGivenUp() {
    table.event(running(critical(), 1, 6));
    table.trend(trend(5, 2, 250, Outlook.PLATEAU)).trend(trend(8, 2, 100, Outlook.CONVERGES));
    for (int second = 10; second < 60; second++) {
      table.trend(trend(second, 1 + second / 5, 250, Outlook.PLATEAU));
    }
    assertThat(table.decisions()).isEmpty();

    table.trend(trend(60, 13, 250, Outlook.PLATEAU));

    assertThat(table.steps()).containsExactly(new GiveUp());
  }

  @Test
  void guestThatSettlesJustAboveTheThresholdIsWaitedForTwiceAsLong() {
    table.event(running(critical(), 1, 6));
    for (int second = 5; second < 55; second++) {
      table.trend(trend(second, 2 + second, 20, Outlook.PLATEAU));
    }
    assertThat(table.decisions()).isEmpty();

    table.trend(trend(55, 57, 20, Outlook.PLATEAU));

    assertThat(table.decisions()).isNotEmpty();
  }

  private static ConvergenceTrend trend(int second, int pass, long megabytes, Outlook outlook) {
    return Changed.of(Scene.trend(second, pass, megabytes, outlook, true, 300, 1))
        .at(Duration.ofSeconds(second))
        .get();
  }
}
