package io.godwit.agent.bus;

import io.godwit.events.agent.AgentEvent;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.host.HostInventory;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What leaves the agent. None of its calls blocks. */
public interface Outbox {
  /**
   * Answers and facts, in order; retried until the broker has them.
   *
   * @return completes when it has
   */
  CompletableFuture<Void> tell(AgentEvent event, @Nullable String traceparent);

  /** In a long outage the oldest are dropped. */
  void sample(ProgressSample sample, @Nullable String traceparent);

  /** In a long outage older ones are dropped. */
  void inventory(HostInventory inventory);
}
