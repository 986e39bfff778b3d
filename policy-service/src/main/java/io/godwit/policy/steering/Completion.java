package io.godwit.policy.steering;

import io.godwit.convergence.model.Lever;
import io.godwit.convergence.model.Lever.AsItStands;
import io.godwit.convergence.model.Lever.Downtime;
import io.godwit.convergence.model.Lever.PostCopy;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.events.convergence.Phase;
import io.godwit.policy.lever.Levers;
import io.godwit.policy.lever.View;
import io.godwit.policy.lever.Weighed;
import io.godwit.policy.lever.Weighed.Refused;
import io.godwit.policy.lever.Weighed.Suffices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

/** The least harmful step that ends it now, because an operator wants that. */
public final class Completion {
  private static final Duration OVERRIDE_PAUSE = Duration.ofMinutes(1);

  private Completion() {}

  /**
   * @param override whether the policy's budgets do not count
   */
  public static Optional<Choice> decide(View view, boolean override) {
    if (view.trend().phase() != Phase.PRE_COPY || view.trend().guestPaused()) {
      return Optional.empty();
    }
    var options = new ArrayList<Weighed>();
    options.add(standstill(view));
    options.add(postCopy(view, override));
    options.add(pause(view, override));
    var all = new Options(view, view.predicted(new AsItStands()), options);
    return all.cheapest(all.suffice()).map(best -> all.choose(best, DecisionReason.OPERATOR));
  }

  /** At once: what remains now must fit, and not what may remain at some later boundary. */
  private static Weighed standstill(View view) {
    var condition = view.condition();
    var step = new RaiseDowntime(view.policy().downtimeBudget());
    var predicted = view.predicted(new Downtime(step.maxDowntime()));
    double fits = condition.switchoverRate() * step.maxDowntime().toMillis() / 1000.0;
    boolean more = step.maxDowntime().compareTo(view.trend().maxDowntime()) > 0;
    if (more && condition.remaining() <= fits) {
      return new Suffices(step, DecisionReason.OPERATOR, predicted);
    }
    return new Refused(
        step,
        more ? "more remains than fits in the downtime budget" : "it is allowed already",
        predicted);
  }

  private static Weighed postCopy(View view, boolean override) {
    var step = new SwitchToPostCopy();
    var predicted = view.predicted(new PostCopy());
    if (!view.trend().postCopyArmed()) {
      return new Refused(step, "post-copy was not armed when the migration started", predicted);
    }
    return override || view.policy().postCopyAllowed()
        ? new Suffices(step, DecisionReason.OPERATOR, predicted)
        : new Refused(
            step,
            "the policy %s does not allow post-copy".formatted(view.policy().name()),
            predicted);
  }

  private static Weighed pause(View view, boolean override) {
    var budget = view.policy().pauseBudget();
    boolean more = override && budget.compareTo(OVERRIDE_PAUSE) < 0;
    var step = new Pause(more ? OVERRIDE_PAUSE : budget);
    var predicted = view.predicted(new Lever.Pause());
    if (override && view.trend().postCopyArmed()) {
      return new Refused(
          step, "post-copy is armed and ends it without a long standstill", predicted);
    }
    return predicted.downtime().compareTo(step.atMost()) <= 0
        ? new Suffices(step, DecisionReason.OPERATOR, predicted)
        : new Refused(
            step,
            "the guest would stand still for %s, at most %s are allowed"
                .formatted(
                    Levers.said(predicted.downtime().toMillis() / 1000.0),
                    Levers.said(step.atMost().toMillis() / 1000.0)),
            predicted);
  }
}
