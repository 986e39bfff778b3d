package io.godwit.scheduler.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestClass;
import io.godwit.events.Reason;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.scheduler.forecast.Forecast;
import io.godwit.scheduler.forecast.Load;
import io.godwit.scheduler.policy.ShippedPolicies;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerFactsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private final SchedulerFacts facts = new SchedulerFacts(NOW);

  @Test
  void eachIsSaidByTheSchedulerWithItsTime() {
    assertThat(facts.capacity(Bytes.ofMebi(700), Bytes.ofMebi(500), Bytes.ofMebi(600)))
        .isEqualTo(
            new Fact(
                "capacity",
                Answer.YES,
                "the guest fits in with its margin",
                "free 700.0 MiB, guest 500.0 MiB, with margin 600.0 MiB",
                NOW,
                "scheduler",
                null));
  }

  @ParameterizedTest
  @CsvSource({"600, YES", "599, PROBABLY_NO", "500, PROBABLY_NO", "499, NO", "0, NO"})
  void capacityGoesByTheMargin(long free, Answer answer) {
    var fact = facts.capacity(Bytes.ofMebi(free), Bytes.ofMebi(500), Bytes.ofMebi(600));
    assertThat(fact.answer()).isEqualTo(answer);
  }

  @Test
  void closedHostAndBlackoutAreAFirmNo() {
    assertThat(facts.hostOpen(false, null).answer()).isEqualTo(Answer.YES);
    assertThat(facts.hostOpen(true, null).answer()).isEqualTo(Answer.NO);
    assertThat(facts.hostOpen(false, "host2 is in a blackout").reason())
        .isEqualTo("host2 is in a blackout");
    assertThat(facts.hostOpen(true, "host2 is in a blackout").evidence()).isEqualTo("blackout");
    assertThat(facts.hostOpen(true, null).evidence()).isEqualTo("closed");
  }

  @ParameterizedTest
  @CsvSource({
    ", NO_IDEA",
    "0, YES",
    "-1000, YES",
    "1001, PROBABLY_YES",
    "-30000, PROBABLY_YES",
    "30001, PROBABLY_NO"
  })
  void clockSkewCountsInBothDirections(@Nullable Long millis, Answer answer) {
    var skew = millis == null ? null : Duration.ofMillis(millis);
    assertThat(facts.clockSkew(skew).answer()).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "50, 400, CRITICAL, YES",
    "200, 45, STANDARD, PROBABLY_YES",
    "400, 256, STANDARD, PROBABLY_YES",
    "400, 256, CRITICAL, PROBABLY_NO",
  })
  void convergenceIsWhatThePredictionSays(
      long dirty, long set, GuestClass guestClass, Answer answer) {
    var dirtying = new Load.Dirtying(BytesPerSecond.ofMebi(dirty), Bytes.ofMebi(set));
    var forecast =
        Forecast.of(
            new Load(Bytes.ofMebi(1000), Bytes.ZERO, dirtying),
            BytesPerSecond.ofMebi(100),
            null,
            ShippedPolicies.of(guestClass, Reason.USER),
            Instant.EPOCH);
    assertThat(facts.convergence(forecast).answer()).isEqualTo(answer);
  }

  @Test
  void convergenceIsNotKnownWithoutARate() {
    assertThat(facts.convergence(null).answer()).isEqualTo(Answer.NO_IDEA);
  }
}
