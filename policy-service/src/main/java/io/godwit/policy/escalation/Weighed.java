package io.godwit.policy.escalation;

import io.godwit.events.convergence.Escalation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A step held against the policy and its predicted outcome. */
sealed interface Weighed {
  Escalation escalation();

  /** It is allowed and will do. */
  record Suffices(
      Escalation escalation, @Nullable Duration remainingTime, @Nullable Duration downtime)
      implements Weighed {}

  /** It is not allowed, or would not do. */
  record Refused(Escalation escalation, String why) implements Weighed {}

  /** It may be taken later, if nothing changes: until then nothing worse is. */
  record NotYet(Escalation escalation, String why) implements Weighed {}
}
