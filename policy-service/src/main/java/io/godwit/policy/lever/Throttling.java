package io.godwit.policy.lever;

import io.godwit.convergence.model.Lever;
import io.godwit.convergence.model.Lever.Downtime;
import io.godwit.convergence.model.Lever.Together;
import io.godwit.events.convergence.Escalation.Throttle;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.events.convergence.Prediction;
import io.godwit.policy.lever.Weighed.Refused;
import io.godwit.policy.lever.Weighed.Suffices;
import io.godwit.policy.lever.Weighed.Unlikely;
import org.jspecify.annotations.Nullable;

/** Slows the guest's CPUs, by as much as is needed together with the downtime that is allowed. */
public final class Throttling implements Weigher {
  public static final int GRAIN_PERCENT = 5;

  @Override
  public Weighed weigh(View view) {
    int budget = view.policy().throttleBudgetPercent();
    int current = view.trend().throttlePercent();
    var most = new Throttle(budget);
    if (budget == 0) {
      return new Refused(
          most, "the policy %s does not allow throttling".formatted(view.policy().name()), null);
    }
    if (budget <= current) {
      return new Refused(most, "it is slowed by %d %% already".formatted(current), null);
    }
    var excluded = view.track().excluded(StepKind.THROTTLE, budget);
    if (excluded != null) {
      return new Refused(most, excluded, null);
    }
    var least = leastThatFinishes(view, current, budget);
    var step = new Throttle(least == null ? budget : least);
    var predicted = predicted(view, step.percent());
    return least != null
        ? new Suffices(step, DecisionReason.THROTTLING_SUFFICES, predicted)
        : new Unlikely(step, DecisionReason.THROTTLING_SUFFICES, predicted);
  }

  /** Of {@code above} to {@code most}, above exclusive, in grains; absent: none does. */
  public static @Nullable Integer leastThatFinishes(View view, int above, int most) {
    if (!finishes(view, most, false)) {
      return null;
    }
    boolean inTime = finishes(view, most, true);
    int low = above;
    int high = most;
    while (high - low > GRAIN_PERCENT) {
      int middle = low + Math.max(GRAIN_PERCENT, (high - low) / 2 / GRAIN_PERCENT * GRAIN_PERCENT);
      if (finishes(view, middle, inTime)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private static boolean finishes(View view, int percent, boolean inTime) {
    var predicted = predicted(view, percent);
    return view.finishes(predicted) && (!inTime || view.inTime(predicted));
  }

  private static Prediction predicted(View view, int percent) {
    return view.predicted(lever(view, percent));
  }

  private static Lever lever(View view, int percent) {
    return new Together(new Downtime(view.policy().downtimeBudget()), new Lever.Throttle(percent));
  }
}
