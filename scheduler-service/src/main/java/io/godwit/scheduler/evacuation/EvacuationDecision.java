package io.godwit.scheduler.evacuation;

import io.godwit.events.evacuation.EvacuationEvent;
import java.util.List;

/**
 * What follows from an input.
 *
 * @param state the state after all changes: the fold of {@link EvacuationEvolution#evolve} over
 *     them
 * @param changes in order; empty where the input meant nothing
 * @param effects what others are to do, in order
 */
public record EvacuationDecision(
    Evacuation state, List<EvacuationChange> changes, List<EvacuationEffect> effects) {
  public EvacuationDecision {
    changes = List.copyOf(changes);
    effects = List.copyOf(effects);
  }

  /** What is to be published, in order. */
  public List<EvacuationEvent> events() {
    return changes.stream()
        .filter(EvacuationChange.Said.class::isInstance)
        .map(change -> ((EvacuationChange.Said) change).event())
        .toList();
  }
}
