package io.godwit.policy.steering;

import io.godwit.convergence.model.Lever.AsItStands;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.events.convergence.EscalationDecided.RefusedAlternative;
import io.godwit.events.convergence.Prediction;
import io.godwit.policy.lever.Levers;
import io.godwit.policy.lever.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The step to be taken.
 *
 * @param asItStands what becomes of it without
 * @param expected what is expected of it; absent for giving up
 * @param refused the others and why not
 */
public record Choice(
    Escalation escalation,
    DecisionReason reason,
    Prediction asItStands,
    @Nullable Prediction expected,
    List<RefusedAlternative> refused) {
  public Choice {
    refused = List.copyOf(refused);
  }

  /** A rung of a ladder, with what the model says of it. */
  public static Choice ofRung(Escalation step, View view) {
    return new Choice(
        step,
        DecisionReason.LADDER,
        view.predicted(new AsItStands()),
        step instanceof GiveUp ? null : view.predicted(Levers.of(step, view)),
        List.of());
  }

  Choice because(DecisionReason other) {
    return new Choice(escalation, other, asItStands, expected, refused);
  }
}
