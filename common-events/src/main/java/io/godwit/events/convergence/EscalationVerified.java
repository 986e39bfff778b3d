package io.godwit.events.convergence;

import io.godwit.events.About;
import io.godwit.events.HostId;
import io.godwit.events.Require;
import java.time.Duration;

/**
 * What a step really did, as seen one or two passes later or at the end.
 *
 * @param about {@code sequence} is that of the decision
 * @param host the source
 * @param escalation the step
 * @param worked whether it did what was expected of it
 * @param after from its application to this verdict
 * @param effect in words, with the figures before and after
 */
public record EscalationVerified(
    About about, HostId host, Escalation escalation, boolean worked, Duration after, String effect)
    implements EscalationEvent {
  public EscalationVerified {
    Require.present(about, "about");
    Require.present(host, "host");
    Require.present(escalation, "escalation");
    Require.notNegative(after, "afterMillis");
    Require.present(effect, "effect");
  }
}
