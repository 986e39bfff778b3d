package io.godwit.events;

import io.godwit.events.policy.Intent;
import io.godwit.events.policy.Ladder;
import io.godwit.events.policy.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one migration may cost its guest: the policy that matched, as it applies to this migration.
 * It does not change while the migration runs, except when an operator retunes it, which makes a
 * new revision. What is absent of an intent means the least.
 *
 * @param name the definition that matched
 * @param version of that definition, from 1
 * @param initialDowntime the allowed downtime to begin with
 * @param downtimeBudget the most downtime that may ever be allowed
 * @param postCopyAllowed whether the guest may run at the destination before all its memory is
 *     there
 * @param lastResort what happens when no allowed step suffices
 * @param revision of this migration's own, from 1; a retuning makes the next
 * @param objective what there should be least of
 * @param deadline by which it should be over, from the definition or the request; absent: none
 * @param throttleBudgetPercent the most by which the guest's CPUs may be slowed; 0: not at all
 * @param bandwidthShare the most of the links' capacity that it may ask for, 0 to 1
 * @param pauseBudget how long the guest may be paused so that it can finish; zero: not at all
 * @param localMinimumAllowed whether the switch-over may be made at the least of what remains
 * @param ladder the steps that are taken in place of Godwit's own; absent: none
 * @param shadow the definition that decides beside it and is only recorded; absent: none
 */
public record EffectivePolicy(
    String name,
    int version,
    Duration initialDowntime,
    Duration downtimeBudget,
    boolean postCopyAllowed,
    LastResort lastResort,
    int revision,
    Objective objective,
    @Nullable Instant deadline,
    int throttleBudgetPercent,
    Double bandwidthShare,
    Duration pauseBudget,
    boolean localMinimumAllowed,
    @Nullable Ladder ladder,
    @Nullable String shadow) {

  /** What happens to a migration that nothing allowed can finish. */
  public enum LastResort {
    /** Give up: the guest stays at the source, the migration fails as hopeless. */
    ABORT,
    /** Go on as long as it takes: the guest runs at the source meanwhile. */
    KEEP_RUNNING,
    /** Pause the guest within the budget until the rest is sent. */
    PAUSE
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
    revision = Math.max(1, revision);
    objective = Objects.requireNonNullElse(objective, Objective.LEAST_WORK_LOST);
    bandwidthShare = Objects.requireNonNullElse(bandwidthShare, 1.0);
    pauseBudget = Objects.requireNonNullElse(pauseBudget, Duration.ZERO);
  }

  /** One that allows more downtime and perhaps post-copy, and nothing else. */
  public EffectivePolicy(
      String name,
      int version,
      Duration initialDowntime,
      Duration downtimeBudget,
      boolean postCopyAllowed,
      LastResort lastResort) {
    this(
        name,
        version,
        initialDowntime,
        downtimeBudget,
        postCopyAllowed,
        lastResort,
        1,
        Objective.LEAST_WORK_LOST,
        null,
        0,
        1.0,
        Duration.ZERO,
        false,
        null,
        null);
  }

  /**
   * A definition's intent, as it applies to a migration that should be over by {@code deadline}.
   */
  public static EffectivePolicy of(
      String name,
      int version,
      Intent intent,
      @Nullable Instant deadline,
      @Nullable Ladder ladder,
      @Nullable String shadow) {
    return new EffectivePolicy(
        name,
        version,
        intent.initialDowntime(),
        intent.downtimeBudget(),
        intent.postCopyAllowed(),
        intent.lastResort(),
        1,
        intent.objective(),
        deadline,
        intent.throttleBudgetPercent(),
        intent.bandwidthShare(),
        intent.pauseBudget(),
        intent.localMinimumAllowed(),
        ladder,
        shadow);
  }
}
