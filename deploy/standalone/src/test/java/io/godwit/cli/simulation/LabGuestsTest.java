package io.godwit.cli.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.physics.Workload;
import io.godwit.agent.physics.Workload.Spell;
import io.godwit.agent.physics.Workload.Writer;
import io.godwit.agent.simulation.Scenario;
import io.godwit.agent.simulation.SharedLink;
import io.godwit.convergence.policy.Effective;
import io.godwit.convergence.policy.ShippedDefinitions;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The lab's guests, computed, on 60 MB/s, or limited to 64 MiB/s on ten times more than that, in
 * both shapes of the signal.
 */
class LabGuestsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final BytesPerSecond SLOW = new BytesPerSecond(60_000_000);
  private static final BytesPerSecond FAST = new BytesPerSecond(1_180_000_000);
  private static final Duration AGE = Duration.ofSeconds(60);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void evacuatedGuestsThatRewriteMuchLeaveByPostCopyEarly(boolean continuous) {
    var hot = fate(steady(256, 400), SLOW, null, continuous, "standard-evacuation");
    assertThat(hot.completed()).isTrue();
    assertThat(hot.total()).isLessThan(Duration.ofSeconds(7));
    var warm = fate(steady(200, 50), SLOW, null, continuous, "standard-evacuation");
    assertThat(warm.total()).isLessThan(Duration.ofSeconds(continuous ? 7 : 9));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void guestsThatConvergeLoseLittleWorkUnderAnyPolicy(boolean continuous) {
    for (var policy : List.of("standard-user", "critical-user")) {
      var slow = fate(steady(200, 50), SLOW, null, continuous, policy);
      assertThat(slow.completed()).as(policy).isTrue();
      assertThat(slow.workLost()).as(policy).isLessThan(0.5);
    }
    for (var policy : List.of("standard-user", "standard-evacuation", "critical-user")) {
      var small = fate(steady(64, 20), SLOW, null, continuous, policy);
      assertThat(small.workLost()).as(policy).isLessThan(0.5);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void hotGuestOfAFastLinkWithALimitGoesByPreCopy(boolean continuous) {
    var limit = BytesPerSecond.ofMebi(64);
    for (var policy : List.of("standard-user", "standard-evacuation", "critical-user")) {
      var fate = fate(steady(256, 400), FAST, limit, continuous, policy);
      assertThat(fate.total()).as(policy).isLessThan(Duration.ofSeconds(7));
      assertThat(fate.workLost()).as(policy).isLessThan(0.6);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void phaseOfTwentySecondsIsWaitedOutAndAGuestThatStaysHotIsNotWaitedForLong(boolean continuous) {
    var phased = fate(hotFor(Duration.ofSeconds(20)), SLOW, null, continuous, "standard-user");
    assertThat(phased.completed()).isTrue();
    assertThat(phased.workLost()).isLessThan(0.5);
    var hot = fate(steady(256, 400), SLOW, null, continuous, "standard-user");
    assertThat(hot.completed()).isTrue();
    assertThat(hot.total()).isLessThan(Duration.ofSeconds(42));
    var critical = fate(steady(256, 400), SLOW, null, continuous, "critical-user");
    assertThat(critical.end()).isEqualTo(Fate.End.GIVEN_UP);
    assertThat(critical.total()).isLessThan(Duration.ofSeconds(16));
  }

  private static Workload steady(int setMebi, int rateMebi) {
    return Workload.steady(
        Bytes.ofMebi(60 + setMebi), Bytes.ofMebi(setMebi), BytesPerSecond.ofMebi(rateMebi));
  }

  /** From the start of its migration on, then nearly idle. */
  private static Workload hotFor(Duration seconds) {
    var rate = BytesPerSecond.ofMebi(400);
    var set = Bytes.ofMebi(256);
    var hot = new Spell(AGE.plus(seconds), List.of(new Writer(set, rate, false)));
    var idle =
        new Spell(Duration.ZERO, List.of(new Writer(set, new BytesPerSecond(10_000), false)));
    return new Workload(Bytes.ofMebi(316), List.of(hot, idle), false, rate, 0);
  }

  private static Fate fate(
      Workload workload,
      BytesPerSecond link,
      @Nullable BytesPerSecond limit,
      boolean continuous,
      String policy) {
    var scenario =
        new Scenario(
            "lab",
            Bytes.ofMebi(512),
            workload,
            AGE,
            Bytes.ZERO,
            SharedLink.alone(link),
            limit,
            continuous,
            false);
    var definition = Objects.requireNonNull(ShippedDefinitions.under(List.of()).get(policy));
    var effective =
        Effective.of(definition, scenario.memory(), Bytes.ZERO, START, null, null, List.of());
    return new SteeredRun(scenario, effective.policy(), START).fate(Duration.ofMinutes(10));
  }
}
