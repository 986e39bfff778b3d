package io.godwit.scheduler.policy;

import io.godwit.events.EffectivePolicy;
import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.InvalidField;
import io.godwit.events.request.MigrationRequest.RetuneMigration.Tuning;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A policy as an operator changes it for one migration: the next revision. */
public final class Retuning {
  private Retuning() {}

  /**
   * @throws InvalidField if the changes contradict each other or what stays as it is
   */
  public static EffectivePolicy of(EffectivePolicy policy, Tuning tuning) {
    var budget = or(tuning.downtimeBudget(), policy.downtimeBudget());
    var pause = or(tuning.pauseBudget(), policy.pauseBudget());
    var resort = or(tuning.lastResort(), policy.lastResort());
    if (resort == LastResort.PAUSE && pause.isZero()) {
      throw new InvalidField("lastResort", "pause needs a pauseBudgetMillis of more than 0");
    }
    return with(
        policy,
        policy.revision() + 1,
        min(policy.initialDowntime(), budget),
        budget,
        or(tuning.postCopyAllowed(), policy.postCopyAllowed()),
        resort,
        tuning.deadline() == null ? policy.deadline() : tuning.deadline(),
        or(tuning.throttleBudgetPercent(), policy.throttleBudgetPercent()),
        pause);
  }

  /** The same where the hosts do not allow post-copy. */
  public static EffectivePolicy withoutPostCopy(EffectivePolicy policy) {
    return with(
        policy,
        policy.revision(),
        policy.initialDowntime(),
        policy.downtimeBudget(),
        false,
        policy.lastResort(),
        policy.deadline(),
        policy.throttleBudgetPercent(),
        policy.pauseBudget());
  }

  private static EffectivePolicy with(
      EffectivePolicy policy,
      int revision,
      Duration initialDowntime,
      Duration downtimeBudget,
      boolean postCopyAllowed,
      LastResort lastResort,
      @Nullable Instant deadline,
      int throttleBudgetPercent,
      Duration pauseBudget) {
    return new EffectivePolicy(
        policy.name(),
        policy.version(),
        initialDowntime,
        downtimeBudget,
        postCopyAllowed,
        lastResort,
        revision,
        policy.objective(),
        deadline,
        throttleBudgetPercent,
        policy.bandwidthShare(),
        pauseBudget,
        policy.localMinimumAllowed(),
        policy.ladder(),
        policy.shadow());
  }

  private static <T> T or(@Nullable T changed, T before) {
    return changed == null ? before : changed;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
