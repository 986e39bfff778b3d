package io.godwit.events.policy;

import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a migration and what it may cost. No hypervisor's flag appears here.
 *
 * @param objective what there should be least of
 * @param deadline from the moment at which memory begins to move; absent: none
 * @param deadlinePerGib the same for each GiB that moves, memory and disks, and the later of both
 *     counts; absent: none
 * @param initialDowntime the allowed downtime to begin with
 * @param downtimeBudget the most downtime that may ever be allowed
 * @param throttleBudgetPercent the most by which the guest's CPUs may be slowed, 0 to 99; 0: not at
 *     all
 * @param bandwidthShare the most of the links' capacity that it may ask for, above 0, to 1
 * @param postCopyAllowed whether the guest may run at the destination before all its memory is
 *     there
 * @param pauseBudget how long the guest may be paused so that it can finish; zero: not at all
 * @param localMinimumAllowed whether the switch-over may be made at the least of what remains
 * @param lastResort what happens when nothing allowed suffices
 */
public record Intent(
    Objective objective,
    @Nullable Duration deadline,
    @Nullable Duration deadlinePerGib,
    Duration initialDowntime,
    Duration downtimeBudget,
    int throttleBudgetPercent,
    double bandwidthShare,
    boolean postCopyAllowed,
    Duration pauseBudget,
    boolean localMinimumAllowed,
    LastResort lastResort) {
  private static final int MOST_THROTTLE = 99;

  public Intent {
    Require.present(objective, "objective");
    positive(deadline, "deadlineMillis");
    positive(deadlinePerGib, "deadlinePerGibMillis");
    Require.notNegative(initialDowntime, "initialDowntimeMillis");
    Require.notNegative(downtimeBudget, "downtimeBudgetMillis");
    if (initialDowntime.compareTo(downtimeBudget) > 0) {
      throw new InvalidField("initialDowntimeMillis", "must not exceed downtimeBudgetMillis");
    }
    Require.atLeast(throttleBudgetPercent, 0, "throttleBudgetPercent");
    Require.atMost(throttleBudgetPercent, MOST_THROTTLE, "throttleBudgetPercent");
    if (!(bandwidthShare > 0 && bandwidthShare <= 1)) {
      throw new InvalidField("bandwidthShare", "must be more than 0 and at most 1");
    }
    Require.notNegative(pauseBudget, "pauseBudgetMillis");
    Require.present(lastResort, "lastResort");
    if (lastResort == LastResort.PAUSE && pauseBudget.isZero()) {
      throw new InvalidField("lastResort", "pause needs a pauseBudgetMillis of more than 0");
    }
  }

  private static void positive(@Nullable Duration duration, String field) {
    if (duration != null && !duration.isPositive()) {
      throw new InvalidField(field, "must be more than 0");
    }
  }
}
