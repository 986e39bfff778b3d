package io.godwit.scheduler.evacuation.adapter;

import static io.godwit.service.testing.Settings.bound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.events.InvalidField;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every key and every default. */
class EvacuationPropertiesTest {

  @Test
  void keysAndDefaults() {
    var second = Duration.ofSeconds(1);
    assertThat(bound("scheduler.evacuation", EvacuationProperties.class, Map.of()))
        .isEqualTo(
            new EvacuationProperties(Duration.ofSeconds(5), second, 8, 3, Duration.ofSeconds(10)));
    assertThat(
            bound(
                "scheduler.evacuation",
                EvacuationProperties.class,
                Map.of(
                    "scheduler.evacuation.grace", "6s",
                    "scheduler.evacuation.look", "2s",
                    "scheduler.evacuation.asks", "16",
                    "scheduler.evacuation.rounds", "4",
                    "scheduler.evacuation.tell-after", "20s")))
        .isEqualTo(
            new EvacuationProperties(
                Duration.ofSeconds(6), Duration.ofSeconds(2), 16, 4, Duration.ofSeconds(20)));
  }

  @Test
  void unknownKeysAndImpossibleValuesAreRefusedWithTheirKey() {
    assertThatThrownBy(() ->
            bound(
                "scheduler.evacuation",
                EvacuationProperties.class,
                Map.of("scheduler.evacuation.round", "1")))
        .hasStackTraceContaining("scheduler.evacuation.round");
    assertThatThrownBy(() ->
            new EvacuationProperties(
                Duration.ZERO, Duration.ofSeconds(1), 8, 0, Duration.ofSeconds(10)))
        .isInstanceOf(InvalidField.class)
        .hasMessageContaining("scheduler.evacuation.rounds");
  }
}
