package io.godwit.scheduler.policy;

import io.godwit.events.EffectivePolicy;

/** Which policy applies to a migration now. What operators define may change at any time. */
@FunctionalInterface
public interface Policies {
  EffectivePolicy of(Subject subject);
}
