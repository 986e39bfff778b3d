package io.godwit.scheduler.plan.adapter;

import static io.godwit.service.testing.Settings.bound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.events.InvalidField;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every key and every default. */
class PlanPropertiesTest {

  @Test
  void keysAndDefaults() {
    assertThat(bound("scheduler.plans", PlanProperties.class, Map.of()))
        .isEqualTo(new PlanProperties(Duration.ofSeconds(3), 20, Duration.ofMillis(250)));
    assertThat(
            bound(
                "scheduler.plans",
                PlanProperties.class,
                Map.of(
                    "scheduler.plans.patience", "4s",
                    "scheduler.plans.hosts", "5",
                    "scheduler.plans.poll", "1s")))
        .isEqualTo(new PlanProperties(Duration.ofSeconds(4), 5, Duration.ofSeconds(1)));
  }

  @Test
  void unknownKeysAndImpossibleValuesAreRefusedWithTheirKey() {
    assertThatThrownBy(() ->
            bound("scheduler.plans", PlanProperties.class, Map.of("scheduler.plans.host", "1")))
        .hasStackTraceContaining("scheduler.plans.host");
    assertThatThrownBy(() -> new PlanProperties(Duration.ofSeconds(3), 0, Duration.ofMillis(250)))
        .isInstanceOf(InvalidField.class)
        .hasMessageContaining("scheduler.plans.hosts");
  }
}
