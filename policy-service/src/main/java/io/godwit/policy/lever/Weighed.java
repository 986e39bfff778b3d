package io.godwit.policy.lever;

import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.events.convergence.Prediction;
import org.jspecify.annotations.Nullable;

/** A step held against the policy and its predicted outcome. */
public sealed interface Weighed {
  Escalation escalation();

  @Nullable Prediction predicted();

  /** It is allowed and will finish the migration. */
  record Suffices(Escalation escalation, DecisionReason reason, Prediction predicted)
      implements Weighed {}

  /** It is allowed, and may finish it. */
  record Unlikely(Escalation escalation, DecisionReason reason, Prediction predicted)
      implements Weighed {}

  /** It is not allowed, or would not do. */
  record Refused(Escalation escalation, String why, @Nullable Prediction predicted)
      implements Weighed {}
}
