package io.godwit.events.convergence;

import io.godwit.events.About;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.HostId;
import io.godwit.events.Require;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policy's decision: which step, why, from what it saw, what it expects, and what it refused.
 *
 * @param about {@code sequence} is that of the command to the agent
 * @param host the source, to which the command goes
 * @param policy the policy in force
 * @param escalation the step
 * @param reason the rule that led to it
 * @param inputs the trend it was decided on
 * @param expectedRemainingTime time to the end if it works; absent for giving up
 * @param expectedDowntime longest standstill if it works; absent for giving up
 * @param refused the other steps and why not
 */
public record EscalationDecided(
    About about,
    HostId host,
    EffectivePolicy policy,
    Escalation escalation,
    DecisionReason reason,
    ConvergenceTrend inputs,
    @Nullable Duration expectedRemainingTime,
    @Nullable Duration expectedDowntime,
    List<RefusedAlternative> refused) {

  /** The rule that led to a step. */
  public enum DecisionReason {
    /** It will not converge, and more downtime within the budget suffices. */
    PLATEAU_WITHIN_DOWNTIME_BUDGET,
    /** It will not converge, no downtime within the budget suffices, post-copy is allowed. */
    PLATEAU_POST_COPY_ALLOWED,
    /** It will not converge and nothing allowed would finish it. */
    HOPELESS,
    /** An earlier step did not do what was expected of it. */
    STEP_WITHOUT_EFFECT
  }

  /** A step that was considered and refused. */
  public record RefusedAlternative(Escalation escalation, String why) {}

  public EscalationDecided {
    Require.present(about, "about");
    Require.present(escalation, "escalation");
    Require.present(reason, "reason");
    refused = Require.list(refused);
  }
}
