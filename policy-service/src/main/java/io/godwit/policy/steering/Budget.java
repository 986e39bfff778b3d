package io.godwit.policy.steering;

import io.godwit.events.EffectivePolicy;
import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Escalation.AskBandwidth;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.Escalation.Throttle;

/** The last gate before a step is commanded: whatever led to it, it is within the policy. */
public final class Budget {
  private Budget() {}

  public static boolean allows(EffectivePolicy policy, Escalation step) {
    var ladder = policy.ladder();
    if (ladder != null) {
      return ladder.rungs().stream().anyMatch(rung -> rung.step().equals(step));
    }
    return switch (step) {
      case AskBandwidth _ -> true;
      case RaiseDowntime raise -> raise.maxDowntime().compareTo(policy.downtimeBudget()) <= 0;
      case Throttle throttle -> throttle.percent() <= policy.throttleBudgetPercent();
      case SwitchToPostCopy _ -> policy.postCopyAllowed();
      case Pause pause -> pause.atMost().compareTo(policy.pauseBudget()) <= 0;
      case GiveUp _ -> policy.lastResort() == LastResort.ABORT;
    };
  }
}
