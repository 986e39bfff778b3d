package io.godwit.events;

import java.time.Duration;

/**
 * What one migration may cost its guest: the policy that matched, as it applies to this migration.
 * It does not change while the migration runs, except by an operator's override, which makes a new
 * version.
 *
 * @param name the definition that matched
 * @param version counts from 1
 * @param initialDowntime the allowed downtime to begin with
 * @param downtimeBudget the most downtime that may ever be allowed
 * @param postCopyAllowed whether the guest may run at the destination before all its memory is
 *     there
 * @param lastResort what happens when no allowed step suffices
 */
public record EffectivePolicy(
    String name,
    int version,
    Duration initialDowntime,
    Duration downtimeBudget,
    boolean postCopyAllowed,
    LastResort lastResort) {

  /** What happens to a migration that nothing allowed can finish. */
  public enum LastResort {
    /** Give up: the guest stays at the source, the migration fails as hopeless. */
    ABORT,
    /** Go on as long as it takes: the guest runs at the source meanwhile. */
    KEEP_RUNNING
  }

  public EffectivePolicy {
    Require.text(name, "name", 100);
    Require.atLeast(version, 1, "version");
    Require.notNegative(initialDowntime, "initialDowntimeMillis");
    Require.notNegative(downtimeBudget, "downtimeBudgetMillis");
    Require.present(lastResort, "lastResort");
    if (initialDowntime.compareTo(downtimeBudget) > 0) {
      throw new InvalidField("initialDowntimeMillis", "must not exceed downtimeBudgetMillis");
    }
  }
}
