package io.godwit.policy.lever;

import static io.godwit.policy.lever.Levers.said;

import io.godwit.convergence.model.Lever.Downtime;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.events.convergence.Outlook;
import io.godwit.policy.lever.Weighed.Refused;
import io.godwit.policy.lever.Weighed.Suffices;
import io.godwit.policy.lever.Weighed.Unlikely;
import java.time.Duration;

/**
 * Allows a longer standstill. It is held against the real one, since the hypervisor lifts the
 * migration's own limit in the stop phase: what remains over what the link carries.
 */
final class MoreDowntime implements Weigher {
  private static final int ROUND_TO_MILLIS = 10;

  @Override
  public Weighed weigh(View view) {
    var trend = view.trend();
    long budget = view.policy().downtimeBudget().toMillis();
    boolean plateau = trend.outlook() == Outlook.PLATEAU;
    long needed = plateau ? trend.predictedDowntime().toMillis() : budget;
    long wanted = wanted(view, needed);
    var step = new RaiseDowntime(Duration.ofMillis(wanted));
    if (trend.switchoverRate().count() == 0) {
      return new Refused(step, "no rate was seen from which to predict a downtime", null);
    }
    var predicted = view.predicted(new Downtime(step.maxDowntime()));
    var excluded = view.track().excluded(StepKind.RAISE_DOWNTIME, wanted);
    if (excluded != null) {
      return view.track().excluded(StepKind.RAISE_DOWNTIME, budget) == null
          ? allOfTheBudget(view)
          : new Refused(step, excluded, predicted);
    }
    if (needed > budget) {
      return new Refused(
          step,
          "a switch-over at %s over %s would take %s, the policy %s allows at most %s"
              .formatted(
                  trend.fixedPoint(),
                  trend.switchoverRate(),
                  said(needed / 1000.0),
                  view.policy().name(),
                  said(budget / 1000.0)),
          predicted);
    }
    if (wanted <= trend.maxDowntime().toMillis()) {
      return new Refused(
          step, said(trend.maxDowntime().toMillis() / 1000.0) + " are allowed already", predicted);
    }
    if (view.finishes(predicted)) {
      return new Suffices(step, DecisionReason.PLATEAU_WITHIN_DOWNTIME_BUDGET, predicted);
    }
    return allOfTheBudget(view);
  }

  private static Weighed allOfTheBudget(View view) {
    var step = new RaiseDowntime(view.policy().downtimeBudget());
    var predicted = view.predicted(new Downtime(step.maxDowntime()));
    return view.finishes(predicted)
        ? new Suffices(step, DecisionReason.PLATEAU_WITHIN_DOWNTIME_BUDGET, predicted)
        : new Unlikely(step, DecisionReason.PLATEAU_WITHIN_DOWNTIME_BUDGET, predicted);
  }

  /** With a margin, and never more than the budget. */
  static long wanted(View view, long neededMillis) {
    double withMargin = neededMillis * (1 + view.rules().downtimeMargin());
    long rounded = (long) Math.ceil(withMargin / ROUND_TO_MILLIS) * ROUND_TO_MILLIS;
    return Math.min(view.policy().downtimeBudget().toMillis(), rounded);
  }
}
