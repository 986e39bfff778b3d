package io.godwit.agent.bus;

import io.godwit.events.agent.AgentCommand;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Who carries out the commands to a host. */
public interface CommandHandler {
  /**
   * Takes a command without blocking; one migration's commands in the order of these calls.
   *
   * @return completes when it was dealt with, so that it need not be delivered again
   */
  CompletableFuture<Void> handle(AgentCommand command, @Nullable String traceparent);
}
