package io.godwit.policy.lever;

import io.godwit.convergence.model.Lever.PostCopy;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.policy.lever.Weighed.Refused;
import io.godwit.policy.lever.Weighed.Suffices;
import io.godwit.policy.lever.Weighed.Unlikely;

/** Runs the guest at the destination, its memory behind it. */
final class SwitchingToPostCopy implements Weigher {
  @Override
  public Weighed weigh(View view) {
    var step = new SwitchToPostCopy();
    var predicted = view.predicted(new PostCopy());
    var excluded = view.track().excluded(StepKind.SWITCH_TO_POST_COPY, 0);
    if (excluded != null) {
      return new Refused(step, excluded, predicted);
    }
    if (!view.policy().postCopyAllowed()) {
      return new Refused(
          step,
          "the policy %s does not allow post-copy".formatted(view.policy().name()),
          predicted);
    }
    if (!view.trend().postCopyArmed()) {
      return new Refused(step, "post-copy was not armed when the migration started", predicted);
    }
    if (view.trend().bandwidth().count() == 0) {
      return new Refused(
          step, "no memory moves: the guest would wait for its pages without end", predicted);
    }
    return view.finishes(predicted)
        ? new Suffices(step, DecisionReason.PLATEAU_POST_COPY_ALLOWED, predicted)
        : new Unlikely(step, DecisionReason.PLATEAU_POST_COPY_ALLOWED, predicted);
  }
}
