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
 * @param shadow whether it is only recorded: another policy decides
 * @param asItStands what would become of it without the step; absent: cannot be said
 * @param expected what is expected of the step; absent for giving up
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
    List<RefusedAlternative> refused,
    boolean shadow,
    @Nullable Prediction asItStands,
    @Nullable Prediction expected)
    implements EscalationEvent {

  /** The rule that led to a step. */
  public enum DecisionReason {
    /** It will not converge, and more of the links' bandwidth suffices. */
    MORE_BANDWIDTH_SUFFICES,
    /** It will not converge, and more downtime within the budget suffices. */
    PLATEAU_WITHIN_DOWNTIME_BUDGET,
    /** It will not converge, and slowing the guest within the budget suffices. */
    THROTTLING_SUFFICES,
    /** What remains is at its least, and can be sent within the downtime budget. */
    AT_LOCAL_MINIMUM,
    /** It will not converge, no downtime within the budget suffices, post-copy is allowed. */
    PLATEAU_POST_COPY_ALLOWED,
    /** It will not converge, and a pause within the budget suffices. */
    PAUSE_WITHIN_BUDGET,
    /** It would converge, but not by the deadline. */
    DEADLINE_AT_RISK,
    /** It would converge, but this is faster, which is what the policy wants. */
    LEAST_TIME,
    /** A step taken before costs more than is needed now. */
    NOT_NEEDED_ANY_MORE,
    /** It will not converge and nothing allowed would finish it. */
    HOPELESS,
    /** An earlier step did not do what was expected of it. */
    STEP_WITHOUT_EFFECT,
    /** A rung of a ladder. */
    LADDER,
    /** An operator wants it. */
    OPERATOR
  }

  /**
   * A step that was considered and refused.
   *
   * @param predicted what it would have done; absent: it is not allowed or cannot be said
   */
  public record RefusedAlternative(
      Escalation escalation, String why, @Nullable Prediction predicted) {
    /** One that is not allowed, or of which nothing can be said. */
    public RefusedAlternative(Escalation escalation, String why) {
      this(escalation, why, null);
    }
  }

  /** One that decides. */
  public EscalationDecided(
      About about,
      HostId host,
      EffectivePolicy policy,
      Escalation escalation,
      DecisionReason reason,
      ConvergenceTrend inputs,
      @Nullable Duration expectedRemainingTime,
      @Nullable Duration expectedDowntime,
      List<RefusedAlternative> refused) {
    this(
        about,
        host,
        policy,
        escalation,
        reason,
        inputs,
        expectedRemainingTime,
        expectedDowntime,
        refused,
        false,
        null,
        null);
  }

  public EscalationDecided {
    Require.present(about, "about");
    Require.present(escalation, "escalation");
    Require.present(reason, "reason");
    refused = Require.list(refused);
  }
}
