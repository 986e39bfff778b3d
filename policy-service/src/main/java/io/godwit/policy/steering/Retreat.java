package io.godwit.policy.steering;

import io.godwit.convergence.model.Lever.AsItStands;
import io.godwit.convergence.model.Lever.Bandwidth;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Escalation.AskBandwidth;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.Throttle;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.Prediction;
import io.godwit.events.policy.Objective;
import io.godwit.policy.lever.Levers;
import io.godwit.policy.lever.StepKind;
import io.godwit.policy.lever.Throttling;
import io.godwit.policy.lever.View;
import java.util.List;
import java.util.Optional;

/** Takes back what is not allowed any more after a retuning, or not needed any more. */
final class Retreat {
  /** A throttle is not changed for less. */
  private static final int WORTH_PERCENT = 10;

  private Retreat() {}

  static Optional<Choice> decide(View view) {
    var forbidden = forbidden(view);
    if (forbidden.isPresent()) {
      return forbidden.map(step -> choice(view, step, DecisionReason.OPERATOR));
    }
    boolean judged = view.trend().passBoundary() && view.trend().outlook() == Outlook.CONVERGES;
    return judged
        ? unneeded(view).map(step -> choice(view, step, DecisionReason.NOT_NEEDED_ANY_MORE))
        : Optional.empty();
  }

  private static Optional<Escalation> forbidden(View view) {
    var policy = view.policy();
    var trend = view.trend();
    if (policy.revision() == 1) {
      return Optional.empty();
    }
    int most = policy.throttleBudgetPercent();
    if (trend.throttlePercent() > most && isOpen(view, StepKind.THROTTLE, most)) {
      return Optional.of(new Throttle(most));
    }
    long allowed = policy.downtimeBudget().toMillis();
    return trend.maxDowntime().toMillis() > allowed
            && isOpen(view, StepKind.RAISE_DOWNTIME, allowed)
        ? Optional.of(new RaiseDowntime(policy.downtimeBudget()))
        : Optional.empty();
  }

  private static boolean isOpen(View view, StepKind kind, long amount) {
    return view.track().excluded(kind, amount) == null;
  }

  private static Optional<Escalation> unneeded(View view) {
    var throttle = throttle(view);
    return throttle.isPresent() ? throttle : bandwidth(view);
  }

  private static Optional<Escalation> throttle(View view) {
    int now = view.trend().throttlePercent();
    boolean ours = view.track().throttled() && now > 0;
    if (!ours || view.track().excluded(StepKind.THROTTLE, 0) != null) {
      return Optional.empty();
    }
    var least = Throttling.leastThatFinishes(view, -Throttling.GRAIN_PERCENT, now);
    if (least == null || now - least < WORTH_PERCENT) {
      return Optional.empty();
    }
    int needed = Math.max(0, least);
    return doesAsWell(view, view.predicted(Levers.of(new Throttle(needed), view)))
        ? Optional.of(new Throttle(needed))
        : Optional.empty();
  }

  private static Optional<Escalation> bandwidth(View view) {
    var before = view.track().limitBefore();
    var limit = view.trend().bandwidthLimit();
    if (before == null || limit == null || view.track().gaveBack()) {
      return Optional.empty();
    }
    if (limit.compareTo(before) <= 0) {
      return Optional.empty();
    }
    var predicted = view.predicted(new Bandwidth(view.movedAt(before.count())));
    return view.finishes(predicted) && doesAsWell(view, predicted)
        ? Optional.of(new AskBandwidth(before))
        : Optional.empty();
  }

  /** Still in time, and no slower where time is what counts. */
  private static boolean doesAsWell(View view, Prediction without) {
    boolean leastTime = view.policy().objective() == Objective.LEAST_TIME;
    double now = View.seconds(view.predicted(new AsItStands()));
    return view.inTime(without) && (!leastTime || View.seconds(without) <= now + 1);
  }

  private static Choice choice(View view, Escalation step, DecisionReason reason) {
    return new Choice(
        step,
        reason,
        view.predicted(new AsItStands()),
        view.predicted(Levers.of(step, view)),
        List.of());
  }
}
