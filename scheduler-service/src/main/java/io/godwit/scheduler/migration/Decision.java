package io.godwit.scheduler.migration;

import io.godwit.events.agent.AgentCommand;
import io.godwit.events.migration.MigrationEvent;
import java.util.List;

/**
 * What follows from an input.
 *
 * @param state the state after all changes: the fold of {@link Evolution#evolve} over them
 * @param changes in order; empty where the input was a duplicate, came late or meant nothing
 */
public record Decision(Migration state, List<Change> changes) {
  public Decision {
    changes = List.copyOf(changes);
  }

  /** What is to be published, in order. */
  public List<MigrationEvent> events() {
    return changes.stream()
        .filter(Change.Said.class::isInstance)
        .map(change -> ((Change.Said) change).event())
        .toList();
  }

  /** What is to be sent to the agents, in order. */
  public List<AgentCommand> commands() {
    return changes.stream()
        .filter(Change.Ordered.class::isInstance)
        .map(change -> ((Change.Ordered) change).command())
        .toList();
  }
}
