package io.godwit.policy.lever;

import static io.godwit.policy.lever.Levers.said;

import io.godwit.convergence.model.Lever.Downtime;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.policy.lever.Weighed.Refused;
import io.godwit.policy.lever.Weighed.Suffices;
import java.time.Duration;

/** Allows the standstill that what remains takes now, when it is at its least. */
final class AtLocalMinimum implements Weigher {
  @Override
  public Weighed weigh(View view) {
    var trend = view.trend();
    double rate = view.condition().switchoverRate();
    double remaining = view.condition().remaining();
    long needed = rate <= 0 ? Long.MAX_VALUE / 4 : (long) (remaining * 1000 / rate);
    long wanted = MoreDowntime.wanted(view, needed);
    var step = new RaiseDowntime(Duration.ofMillis(wanted));
    if (!view.policy().localMinimumAllowed()) {
      return new Refused(
          step,
          "the policy %s does not allow a switch-over at the least".formatted(view.policy().name()),
          null);
    }
    if (!trend.atLocalMinimum()) {
      return new Refused(step, "what remains is not at its least", null);
    }
    var excluded = view.track().excluded(StepKind.RAISE_DOWNTIME, wanted);
    if (excluded != null) {
      return new Refused(step, excluded, null);
    }
    long budget = view.policy().downtimeBudget().toMillis();
    var predicted = view.predicted(new Downtime(step.maxDowntime()));
    if (needed > budget) {
      return new Refused(
          step,
          "even at its least it would take %s, the policy %s allows at most %s"
              .formatted(said(needed / 1000.0), view.policy().name(), said(budget / 1000.0)),
          predicted);
    }
    if (wanted <= trend.maxDowntime().toMillis()) {
      return new Refused(
          step, said(trend.maxDowntime().toMillis() / 1000.0) + " are allowed already", predicted);
    }
    return new Suffices(step, DecisionReason.AT_LOCAL_MINIMUM, predicted);
  }
}
