package io.godwit.policy.escalation;

import io.godwit.events.convergence.Escalation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step that was commanded and is not yet known to have worked.
 *
 * @param escalation what was commanded: absolute values, so that sending it again changes nothing
 * @param firstSequence of the command that was sent first
 * @param sequence of the command that was sent last
 * @param sends how often it was sent
 * @param sentAt when last
 * @param appliedPass the pass in which the agent said that it was applied; absent: no answer yet
 */
public record Step(
    Escalation escalation,
    long firstSequence,
    long sequence,
    int sends,
    Instant sentAt,
    @Nullable Integer appliedPass) {
  boolean isAnsweredBy(long answers) {
    return answers >= firstSequence && answers <= sequence;
  }

  Step again(Instant now) {
    return new Step(escalation, firstSequence, sequence + 1, sends + 1, now, null);
  }

  Step applied(int pass) {
    return new Step(escalation, firstSequence, sequence, sends, sentAt, pass);
  }
}
