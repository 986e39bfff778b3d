package io.godwit.policy.escalation;

import io.godwit.events.agent.AgentCommand.Escalate;
import io.godwit.events.convergence.EscalationDecided;
import org.jspecify.annotations.Nullable;

/**
 * A step to be taken.
 *
 * @param decided the decision as a fact; absent where an earlier one is only commanded again
 * @param command to the source's agent; absent where the scheduler reads the decision itself
 */
public record Decision(@Nullable EscalationDecided decided, @Nullable Escalate command) {}
