package io.godwit.scheduler.policy;

import io.godwit.events.EffectivePolicy;
import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.GuestClass;
import io.godwit.events.Reason;
import java.time.Duration;

/** The policies that come with Godwit, by what a guest tolerates and why it moves. */
public final class ShippedPolicies {
  private static final Duration INITIAL = Duration.ofMillis(300);

  private static final EffectivePolicy CRITICAL = policy("critical", 300, false);

  /** A host that has to be empty cannot wait for ever, not even for a critical guest. */
  private static final EffectivePolicy CRITICAL_EVACUATION =
      policy("critical-evacuation", 1000, false);

  private static final EffectivePolicy STANDARD = policy("standard", 500, true);
  private static final EffectivePolicy BATCH = policy("batch", 2000, true);

  private ShippedPolicies() {}

  /** The policy of a migration whose request names none. */
  public static EffectivePolicy of(GuestClass guestClass, Reason reason) {
    return switch (guestClass) {
      case CRITICAL -> reason == Reason.EVACUATION ? CRITICAL_EVACUATION : CRITICAL;
      case STANDARD -> STANDARD;
      case BATCH -> BATCH;
    };
  }

  private static EffectivePolicy policy(String name, long budgetMillis, boolean postCopy) {
    return new EffectivePolicy(
        name, 1, INITIAL, Duration.ofMillis(budgetMillis), postCopy, LastResort.ABORT);
  }
}
