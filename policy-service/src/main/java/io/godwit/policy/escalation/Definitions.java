package io.godwit.policy.escalation;

import io.godwit.events.policy.PolicyDefinition;
import org.jspecify.annotations.Nullable;

/** The definitions of policies by name, the latest version of each. */
@FunctionalInterface
public interface Definitions {
  /** Nothing if there is none of that name. */
  @Nullable PolicyDefinition of(String name);
}
