package io.godwit.policy.escalation;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Prediction;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step that was decided on.
 *
 * @param escalation what was commanded: absolute values, so that sending it again changes nothing
 * @param firstSequence of the decision, and of the command that was sent first
 * @param sequence of the command that was sent last
 * @param sends how often it was sent
 * @param sentAt when last
 * @param before what it was decided on
 * @param applied when the agent said that it was applied; absent: no answer yet
 * @param expected what was expected of it; absent for giving up
 * @param overridden whether an operator wanted it whatever the policy allows
 */
public record Step(
    Escalation escalation,
    long firstSequence,
    long sequence,
    int sends,
    Instant sentAt,
    Before before,
    @Nullable Applied applied,
    @Nullable Prediction expected,
    boolean overridden) {

  /** How things stood. */
  public record Before(
      Bytes remaining,
      BytesPerSecond bandwidth,
      BytesPerSecond dirtyRate,
      Duration maxDowntime,
      int throttlePercent,
      @Nullable BytesPerSecond limit) {
    static Before of(ConvergenceTrend trend) {
      return new Before(
          trend.remaining(),
          trend.bandwidth(),
          trend.dirtyRate(),
          trend.maxDowntime(),
          trend.throttlePercent(),
          trend.bandwidthLimit());
    }
  }

  /** In which pass, and at which trend's time. */
  public record Applied(int pass, Instant at) {}

  boolean isAnsweredBy(long answers) {
    return answers >= firstSequence && answers <= sequence;
  }

  Step again(Instant now) {
    return new Step(
        escalation,
        firstSequence,
        sequence + 1,
        sends + 1,
        now,
        before,
        null,
        expected,
        overridden);
  }

  Step applied(int pass, Instant at) {
    return new Step(
        escalation,
        firstSequence,
        sequence,
        sends,
        sentAt,
        before,
        new Applied(pass, at),
        expected,
        overridden);
  }
}
