package io.godwit.scheduler.cleanup;

import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentEvent;
import java.time.Instant;
import java.util.List;

/**
 * The port to what is still to be removed from hosts. Both methods run in the caller's transaction.
 */
public interface Cleanups {

  /** Keeps those commands that remove something, until their hosts have answered. */
  void track(List<AgentCommand> commands, Instant now);

  /** Forgets what a host says to be gone. */
  void answered(AgentEvent event);
}
