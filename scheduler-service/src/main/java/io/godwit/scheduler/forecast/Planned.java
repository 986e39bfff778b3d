package io.godwit.scheduler.forecast;

import io.godwit.events.EffectivePolicy;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.agent.StartSettings.AutoConverge;
import io.godwit.events.convergence.Prediction;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.policy.Outset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a migration is told as it begins. What cannot be changed in flight is chosen here, from the
 * policy and from what is predicted: post-copy and the hypervisor's throttling have to be armed,
 * and armed is not used.
 *
 * @param settings for the hypervisor
 * @param outset what is known of it then, and why it is told that
 * @param forecast what is to be expected of it; absent: nothing can be said
 */
public record Planned(StartSettings settings, Outset outset, @Nullable Forecast forecast) {
  /** Under it, a migration may well need the throttling. */
  private static final double LIKELY = 0.8;

  private static final int FIRST_THROTTLE = 20;

  /** QEMU raises its throttle without an end: so many raises fit in the budget. */
  private static final int RAISES = 5;

  public static Planned of(EffectivePolicy policy, Input.Go go, Load load, Instant now) {
    var given = go.settings();
    var planned = new ArrayList<String>();
    var forecast = forecast(policy, go, load, now, planned);
    var predicted = forecast == null ? null : forecast.asItStands();
    boolean postCopy = postCopy(policy, go, planned);
    var throttle = throttle(policy, predicted, planned);
    var settings =
        new StartSettings(
            policy.initialDowntime(),
            given.bandwidthLimit(),
            given.switchoverBandwidth(),
            postCopy,
            throttle,
            given.parallel());
    return new Planned(settings, new Outset(predicted, List.copyOf(planned)), forecast);
  }

  private static @Nullable Forecast forecast(
      EffectivePolicy policy, Input.Go go, Load load, Instant now, List<String> planned) {
    var rate = go.rate() == null ? go.settings().bandwidthLimit() : go.rate();
    var forecast = Forecast.of(load, rate, go.settings().switchoverBandwidth(), policy, now);
    var dirtying = load.dirtying();
    var stands = forecast == null ? null : forecast.asItStands();
    if (dirtying == null) {
      planned.add("How fast the guest writes to its memory was not measured before the start.");
    } else if (stands == null) {
      planned.add("The rate of its way is not known, so nothing was predicted.");
    } else {
      planned.add(
          "It wrote to %s of its memory in a moment at %s; at %s it converges by itself with a probability of %.0f %%."
              .formatted(dirtying.workingSet(), dirtying.rate(), rate, 100 * stands.probability()));
    }
    return forecast;
  }

  private static boolean postCopy(EffectivePolicy policy, Input.Go go, List<String> planned) {
    var ladder = policy.ladder();
    boolean wanted = ladder == null || ladder.postCopyArmed();
    if (policy.postCopyAllowed() && wanted) {
      planned.add("Post-copy is armed: policy %s allows it.".formatted(policy.name()));
      return true;
    }
    planned.add(
        go.postCopyForbidden().isEmpty()
            ? "Post-copy is not armed: policy %s does not allow it.".formatted(policy.name())
            : "Post-copy is not armed: %s forbids it."
                .formatted(go.postCopyForbidden().getFirst()));
    return false;
  }

  private static @Nullable AutoConverge throttle(
      EffectivePolicy policy, @Nullable Prediction predicted, List<String> planned) {
    var ladder = policy.ladder();
    if (ladder != null) {
      return ladder.autoConvergeArmed() ? new AutoConverge(FIRST_THROTTLE, 10) : null;
    }
    int budget = policy.throttleBudgetPercent();
    boolean needed = predicted != null && predicted.probability() < LIKELY;
    if (budget <= RAISES || !needed) {
      return null;
    }
    int first = Math.min(FIRST_THROTTLE, budget - RAISES);
    int raise = Math.max(1, (budget - first) / RAISES);
    planned.add(
        "The hypervisor's throttling is armed, from %d %% on: the policy %s allows %d %%."
            .formatted(first, policy.name(), budget));
    return new AutoConverge(first, raise);
  }
}
