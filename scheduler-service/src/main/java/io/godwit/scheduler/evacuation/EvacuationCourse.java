package io.godwit.scheduler.evacuation;

import io.godwit.events.evacuation.EvacuationEvent;
import io.godwit.events.evacuation.EvacuationEvent.About;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A decision while it is made: every change is made to the state at once. */
final class EvacuationCourse {
  private static final int BATCHES_PER_LOOK = 2;

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

  /** Soon if guests were left over, for one look asks for no more than a few of them. */
  void checkAgain() {
    boolean more = state.cancel() == null && state.guests().stream().anyMatch(Going::isUnasked);
    if (!more) {
      change(new EvacuationChange.CheckSet(now.plus(rules.look())));
    } else if (!restsFromAsking()) {
      change(new EvacuationChange.CheckSet(now.plus(rules.look().dividedBy(BATCHES_PER_LOOK))));
    }
  }

  /** Whether the next few are asked for a little later, so that the first get on their way. */
  boolean restsFromAsking() {
    var next = state.nextCheckAt();
    return next != null && now.isBefore(next) && state.guests().stream().anyMatch(Going::isUnasked);
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
