package io.godwit.policy.escalation;

import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;

/** The steps by kind, in the order of their harm, least first. */
public enum StepKind {
  RAISE_DOWNTIME,
  SWITCH_TO_POST_COPY,
  GIVE_UP;

  public static StepKind of(Escalation escalation) {
    return switch (escalation) {
      case RaiseDowntime _ -> RAISE_DOWNTIME;
      case SwitchToPostCopy _ -> SWITCH_TO_POST_COPY;
      case GiveUp _ -> GIVE_UP;
    };
  }
}
