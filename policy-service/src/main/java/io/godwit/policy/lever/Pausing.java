package io.godwit.policy.lever;

import static io.godwit.policy.lever.Levers.said;

import io.godwit.convergence.model.Lever;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.policy.lever.Weighed.Refused;
import io.godwit.policy.lever.Weighed.Suffices;

/** Holds the guest at the source until what remains is sent. */
final class Pausing implements Weigher {
  @Override
  public Weighed weigh(View view) {
    var budget = view.policy().pauseBudget();
    var step = new Pause(budget);
    var predicted = view.predicted(new Lever.Pause());
    if (budget.isZero()) {
      return new Refused(
          step, "the policy %s does not allow a pause".formatted(view.policy().name()), predicted);
    }
    var excluded = view.track().excluded(StepKind.PAUSE, 0);
    if (excluded != null) {
      return new Refused(step, excluded, predicted);
    }
    if (!view.finishes(predicted)) {
      return new Refused(step, "no memory moves: the guest would stand still for nothing", null);
    }
    if (predicted.downtime().compareTo(budget) > 0) {
      return new Refused(
          step,
          "the guest would stand still for %s, the policy %s allows at most %s"
              .formatted(
                  said(predicted.downtime().toMillis() / 1000.0),
                  view.policy().name(),
                  said(budget.toMillis() / 1000.0)),
          predicted);
    }
    return new Suffices(step, DecisionReason.PAUSE_WITHIN_BUDGET, predicted);
  }
}
