package io.godwit.scheduler.plan;

import io.godwit.events.agent.AgentCommand;
import io.godwit.events.plan.PlanMade;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows for a plan.
 *
 * @param state as it is then
 * @param commands to be sent to the agents
 * @param made the plan itself; absent: it is not made yet
 */
public record PlanDecision(Plan state, List<AgentCommand> commands, @Nullable PlanMade made) {
  public PlanDecision {
    commands = List.copyOf(commands);
  }

  static PlanDecision waits(Plan state) {
    return new PlanDecision(state, List.of(), null);
  }
}
