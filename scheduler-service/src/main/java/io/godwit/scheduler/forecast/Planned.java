package io.godwit.scheduler.forecast;

import io.godwit.convergence.model.Condition;
import io.godwit.convergence.model.Lever;
import io.godwit.convergence.model.Predictions;
import io.godwit.convergence.model.Range;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.agent.StartSettings.AutoConverge;
import io.godwit.events.convergence.Prediction;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.policy.Outset;
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
 */
public record Planned(StartSettings settings, Outset outset) {
  /** A guest writes up to so many times as much as was seen in the moment that was measured. */
  private static final double BURST = 4;

  private static final double OFTEN = 1.5;

  /** Under it, a migration is not expected to converge by itself. */
  private static final double LIKELY = 0.8;

  private static final int FIRST_THROTTLE = 20;

  /** QEMU raises its throttle without an end: so many raises fit in the budget. */
  private static final int RAISES = 5;

  public static Planned of(EffectivePolicy policy, Input.Go go, Load load) {
    var given = go.settings();
    var planned = new ArrayList<String>();
    var predicted = predicted(policy, go, load, planned);
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
    return new Planned(settings, new Outset(predicted, List.copyOf(planned)));
  }

  private static @Nullable Prediction predicted(
      EffectivePolicy policy, Input.Go go, Load load, List<String> planned) {
    var rate = go.rate() == null ? go.settings().bandwidthLimit() : go.rate();
    var dirtying = load.dirtying();
    if (rate == null || rate.count() == 0 || dirtying == null) {
      planned.add(
          dirtying == null
              ? "How fast the guest writes to its memory was not measured before the start."
              : "The rate of its way is not known, so nothing was predicted.");
      return null;
    }
    var switchover = go.settings().switchoverBandwidth();
    var condition = condition(policy, load, dirtying, rate, switchover == null ? rate : switchover);
    var prediction = Predictions.of(condition, new Lever.AsItStands());
    planned.add(
        "It wrote to %s of its memory in a moment at %s; at %s it converges by itself with a probability of %.0f %%."
            .formatted(
                dirtying.workingSet(), dirtying.rate(), rate, 100 * prediction.probability()));
    return prediction;
  }

  /** A measurement counts pages once, however often they are written to: it is a lower bound. */
  private static Condition condition(
      EffectivePolicy policy,
      Load load,
      Load.Dirtying dirtying,
      BytesPerSecond rate,
      BytesPerSecond switchover) {
    double memory = (double) load.memory().count();
    double dirty = (double) dirtying.rate().count();
    double set = Math.min(memory, (double) dirtying.workingSet().count());
    return new Condition(
        memory,
        memory,
        (double) load.disks().count(),
        (double) rate.count(),
        new Range(dirty, OFTEN * dirty, BURST * dirty),
        new Range(set, Math.min(memory, OFTEN * set), Math.min(memory, BURST * set)),
        (double) switchover.count(),
        policy.initialDowntime().toMillis() / 1000.0,
        0,
        1);
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
