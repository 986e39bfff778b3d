package io.godwit.cli.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.simulation.Fate.End;
import io.godwit.convergence.policy.Effective;
import io.godwit.convergence.policy.ShippedDefinitions;
import io.godwit.events.Bytes;
import io.godwit.events.EffectivePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FateTest {
  private static final Instant START = Instant.EPOCH;

  @ParameterizedTest
  @CsvSource({
    "critical-user, 60, 0.3, false, false, 20, true",
    "critical-user, 60, 0.33, false, false, 0, false",
    "critical-user, 60, 0.1, false, true, 0, false",
    "critical-user, 60, 0.1, false, false, 25, false",
    "standard-user, 9000, 0.1, false, true, 0, true",
    "standard-evacuation, 119, 0.5, false, true, 0, true",
    "standard-evacuation, 121, 0.5, false, true, 0, false",
    "standard-evacuation, 60, 1.0, true, false, 0, false",
    "batch-user, 60, 31.9, true, false, 60, true",
    "batch-user, 60, 31.9, false, false, 0, false",
  })
  void intentIsMetByWhatReallyHappenedToTheGuest(
      String intent,
      long seconds,
      double standstill,
      boolean paused,
      boolean postCopy,
      int throttle,
      boolean met) {
    var total = Duration.ofSeconds(seconds);
    var fate = new Fate(End.COMPLETED, total, 1, standstill, paused, postCopy, throttle, 0, 10, 10);
    assertThat(fate.meets(intent(intent), START)).isEqualTo(met);
  }

  @ParameterizedTest
  @CsvSource({"GIVEN_UP", "RUNNING"})
  void whatDidNotCompleteMeetsNothing(End end) {
    var fate = new Fate(end, Duration.ofSeconds(1), 0, 0, false, false, 0, 0, 10, 10);
    assertThat(fate.within(intent("standard-user"))).isTrue();
    assertThat(fate.meets(intent("standard-user"), START)).isFalse();
  }

  private static EffectivePolicy intent(String name) {
    var definition = Objects.requireNonNull(ShippedDefinitions.under(List.of()).get(name));
    return Effective.of(definition, Bytes.ofMebi(512), Bytes.ZERO, START, null, null, List.of())
        .policy();
  }
}
