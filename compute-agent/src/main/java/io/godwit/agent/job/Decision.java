package io.godwit.agent.job;

import io.godwit.events.agent.AgentEvent;
import java.util.List;

/**
 * What follows from an input.
 *
 * @param state the state from now on
 * @param effects to be carried out in this order
 */
public record Decision(JobState state, List<Effect> effects) {
  public Decision {
    effects = List.copyOf(effects);
  }

  /** The events among the effects. */
  public List<AgentEvent> events() {
    return effects.stream()
        .filter(Effect.Tell.class::isInstance)
        .map(effect -> ((Effect.Tell) effect).event())
        .toList();
  }
}
