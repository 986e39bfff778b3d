package io.godwit.agent.job;

import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.Order;
import org.jspecify.annotations.Nullable;

/**
 * A command as it came, with the trace that its answer belongs to.
 *
 * @param traceparent W3C trace context; absent if it came without
 */
public record Told(AgentCommand command, @Nullable String traceparent) {
  public Order order() {
    return command.order();
  }
}
