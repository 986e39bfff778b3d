package io.godwit.scheduler.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.GuestClass;
import io.godwit.events.Reason;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShippedPoliciesTest {

  @ParameterizedTest
  @CsvSource({
    "CRITICAL, USER, critical-user, 300, false",
    "CRITICAL, MAINTENANCE, critical-maintenance, 300, false",
    "CRITICAL, REBALANCE, critical-rebalance, 300, false",
    "CRITICAL, EVACUATION, critical-evacuation, 1000, false",
    "STANDARD, USER, standard-user, 500, true",
    "STANDARD, EVACUATION, standard-evacuation, 500, true",
    "BATCH, USER, batch-user, 2000, true",
    "BATCH, EVACUATION, batch-evacuation, 2000, true",
  })
  void policyOfEveryClassAndReason(
      GuestClass guestClass, Reason reason, String name, long budgetMillis, boolean postCopy) {
    var policy = ShippedPolicies.of(guestClass, reason);
    assertThat(policy.name()).isEqualTo(name);
    assertThat(policy.version()).isEqualTo(1);
    assertThat(policy.initialDowntime()).isEqualTo(Duration.ofMillis(300));
    assertThat(policy.downtimeBudget()).isEqualTo(Duration.ofMillis(budgetMillis));
    assertThat(policy.postCopyAllowed()).isEqualTo(postCopy);
    assertThat(policy.lastResort()).isEqualTo(LastResort.ABORT);
  }
}
