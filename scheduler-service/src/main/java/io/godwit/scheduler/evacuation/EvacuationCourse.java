package io.godwit.scheduler.evacuation;

import io.godwit.events.evacuation.EvacuationEvent;
import io.godwit.events.evacuation.EvacuationEvent.About;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A decision while it is made: every change is made to the state at once. */
final class EvacuationCourse {
  final EvacuationRules rules;
  final Instant now;
  private final List<EvacuationChange> changes = new ArrayList<>();
  private final List<EvacuationEffect> effects = new ArrayList<>();
  private Evacuation state;

  EvacuationCourse(Evacuation state, EvacuationRules rules, Instant now) {
    this.state = state;
    this.rules = rules;
    this.now = now;
  }

  Evacuation state() {
    return state;
  }

  EvacuationDecision decision() {
    return new EvacuationDecision(state, changes, effects);
  }

  void say(Function<About, EvacuationEvent> event) {
    var about = new About(state.id(), state.events() + 1, now);
    change(new EvacuationChange.Said(event.apply(about)));
  }

  void track(List<Going> guests) {
    if (!guests.equals(state.guests())) {
      change(new EvacuationChange.Tracked(guests));
    }
  }

  void checkAgain() {
    change(new EvacuationChange.CheckSet(now.plus(rules.look())));
  }

  /** Closed at its request, or closed again: while it runs, nothing is moved to its host. */
  void close() {
    change(new EvacuationChange.Closed());
    cause(new EvacuationEffect.CloseHost(state.host()));
  }

  void cause(EvacuationEffect effect) {
    effects.add(effect);
  }

  private void change(EvacuationChange change) {
    state = EvacuationEvolution.evolve(state, change);
    changes.add(change);
  }
}
