package io.godwit.policy.lever;

import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Escalation.AskBandwidth;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.Escalation.Throttle;

/** The steps by kind, in the order of their harm, least first. */
public enum StepKind {
  ASK_BANDWIDTH,
  RAISE_DOWNTIME,
  THROTTLE,
  SWITCH_TO_POST_COPY,
  PAUSE,
  GIVE_UP;

  public static StepKind of(Escalation escalation) {
    return switch (escalation) {
      case AskBandwidth _ -> ASK_BANDWIDTH;
      case RaiseDowntime _ -> RAISE_DOWNTIME;
      case Throttle _ -> THROTTLE;
      case Pause _ -> PAUSE;
      case SwitchToPostCopy _ -> SWITCH_TO_POST_COPY;
      case GiveUp _ -> GIVE_UP;
    };
  }

  /** Milliseconds of downtime, percent of throttle; 0 where there is no more or less of it. */
  public static long amount(Escalation escalation) {
    return switch (escalation) {
      case RaiseDowntime raise -> raise.maxDowntime().toMillis();
      case Throttle throttle -> throttle.percent();
      case AskBandwidth _, Pause _, SwitchToPostCopy _, GiveUp _ -> 0;
    };
  }
}
