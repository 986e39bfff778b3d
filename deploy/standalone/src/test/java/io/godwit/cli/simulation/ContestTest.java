package io.godwit.cli.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.convergence.policy.ShippedDefinitions;
import io.godwit.events.policy.PolicyDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContestTest {
  private static final Contest CONTEST = new Contest(11, 60, Duration.ofMinutes(10));

  @ParameterizedTest
  @ValueSource(strings = {"standard-evacuation", "standard-user", "critical-user", "batch-user"})
  void noIntentEverLeavesItsBudget(String name) {
    var score = CONTEST.of(shipped(name), null);
    assertThat(score.outsideBudget()).isZero();
    assertThat(score.guests()).isEqualTo(60);
    assertThat(score.completed()).isPositive();
  }

  @Test
  void evacuationByPostCopyCompletesMoreThanALadderThatWaits() {
    var intent = shipped("standard-evacuation");
    var godwit = CONTEST.of(intent, null);
    var nova = CONTEST.of(shipped("nova"), intent);
    assertThat(godwit.completed()).isGreaterThan(nova.completed());
    assertThat(godwit.intentMet()).isGreaterThan(nova.intentMet());
  }

  @Test
  void theSameSeedGivesTheSameScore() {
    var intent = shipped("standard-user");
    assertThat(CONTEST.of(intent, null)).isEqualTo(CONTEST.of(intent, null));
  }

  private static PolicyDefinition shipped(String name) {
    return Objects.requireNonNull(ShippedDefinitions.under(List.of()).get(name), name);
  }
}
