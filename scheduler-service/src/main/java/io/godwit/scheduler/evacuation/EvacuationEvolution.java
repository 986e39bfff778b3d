package io.godwit.scheduler.evacuation;

import io.godwit.events.evacuation.EvacuationEvent;
import io.godwit.scheduler.evacuation.Evacuation.Progress;
import io.godwit.scheduler.evacuation.Evacuation.Wish;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a change changes an evacuation. */
public final class EvacuationEvolution {
  private final Evacuation before;
  private EvacuationState state;
  private boolean announced;
  private boolean closed;
  private List<Going> guests;
  private boolean planned;
  private @Nullable Progress told;
  private @Nullable Wish cancel;
  private long events;
  private @Nullable Instant nextCheckAt;

  private EvacuationEvolution(Evacuation before) {
    this.before = before;
    this.state = before.state();
    this.announced = before.announced();
    this.closed = before.closed();
    this.guests = before.guests();
    this.planned = before.planned();
    this.told = before.told();
    this.cancel = before.cancel();
    this.events = before.events();
    this.nextCheckAt = before.nextCheckAt();
  }

  /** The state after the change. */
  public static Evacuation evolve(Evacuation state, EvacuationChange change) {
    var evolution = new EvacuationEvolution(state);
    switch (change) {
      case EvacuationChange.Said(var event) -> evolution.said(event);
      case EvacuationChange.Closed() -> evolution.closed = true;
      case EvacuationChange.Tracked(var guests) -> evolution.guests = guests;
      case EvacuationChange.CheckSet(var at) -> evolution.nextCheckAt = at;
    }
    return evolution.build();
  }

  private void said(EvacuationEvent event) {
    events = event.about().sequence();
    switch (event) {
      case EvacuationEvent.EvacuationRequested _ -> announced = true;
      case EvacuationEvent.EvacuationRejected _ -> end();
      case EvacuationEvent.EvacuationPlanned _ -> {
        planned = true;
        if (state == EvacuationState.REQUESTED) {
          state = EvacuationState.RUNNING;
        }
      }
      case EvacuationEvent.EvacuationProgressed e ->
          told =
              new Progress(
                  e.total(), e.moved(), e.moving(), e.waiting(), e.stuck(), e.expectedEnd());
      case EvacuationEvent.EvacuationCancelling e -> {
        state = EvacuationState.CANCELLING;
        cancel = new Wish(e.running(), e.explanation());
      }
      case EvacuationEvent.EvacuationEnded _ -> end();
    }
  }

  private void end() {
    state = EvacuationState.ENDED;
    nextCheckAt = null;
  }

  private Evacuation build() {
    return new Evacuation(
        before.id(),
        before.origin(),
        state,
        announced,
        closed,
        guests,
        planned,
        told,
        cancel,
        events,
        nextCheckAt);
  }
}
