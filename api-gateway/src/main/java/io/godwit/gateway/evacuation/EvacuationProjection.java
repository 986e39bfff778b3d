package io.godwit.gateway.evacuation;

import io.godwit.events.evacuation.EvacuationEvent;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationCancelling;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationEnded;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationPlanned;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationProgressed;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationRejected;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationRequested;
import io.godwit.events.evacuation.EvacuationEvent.Planned;
import io.godwit.gateway.evacuation.EvacuationView.Asked;
import io.godwit.gateway.evacuation.EvacuationView.Counts;
import io.godwit.gateway.evacuation.EvacuationView.End;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * From a view and an event to the next view. What was seen already, or is older than what was seen,
 * leaves the view as it was; a terminal state is the last one.
 */
public final class EvacuationProjection {
  private EvacuationProjection() {}

  public static EvacuationView evolve(EvacuationView view, EvacuationEvent event) {
    var sequence = event.about().sequence();
    if (sequence <= view.sequence()) {
      return view;
    }
    var seen = view.withSequence(sequence);
    return seen.state().terminal() ? seen : apply(seen, event);
  }

  private static EvacuationView apply(EvacuationView view, EvacuationEvent event) {
    return switch (event) {
      case EvacuationRequested e ->
          view.withAsked(new Asked(e.request(), e.reason(), e.requestedBy(), e.about().at()));
      case EvacuationPlanned e -> planned(view, e);
      case EvacuationProgressed e ->
          view.standing(
              underWay(view),
              new Counts(e.total(), e.moved(), e.moving(), e.waiting(), e.stuck()),
              e.expectedEnd());
      case EvacuationCancelling _ ->
          view.standing(EvacuationState.CANCELLING, view.counts(), view.expectedEnd());
      case EvacuationRejected e ->
          view.standing(EvacuationState.REJECTED, view.counts(), null)
              .withEnd(new End(e.about().at(), List.of(), e.field(), e.detail()));
      case EvacuationEnded e -> ended(view, e);
    };
  }

  /** A cancel that is being carried out stays one. */
  private static EvacuationState underWay(EvacuationView view) {
    return view.state() == EvacuationState.CANCELLING
        ? EvacuationState.CANCELLING
        : EvacuationState.RUNNING;
  }

  /** A later plan may name all guests again, or only those that came or are tried again. */
  private static EvacuationView planned(EvacuationView view, EvacuationPlanned e) {
    var named = e.guests().stream().map(one -> one.guest().uuid()).collect(Collectors.toSet());
    var guests = new ArrayList<Planned>();
    view.guests().stream().filter(one -> !named.contains(one.guest().uuid())).forEach(guests::add);
    guests.addAll(e.guests());
    var known = view.counts();
    int total = Math.max(known.total(), guests.size());
    int waiting = Math.max(0, total - known.moved() - known.moving() - known.stuck());
    var counts = new Counts(total, known.moved(), known.moving(), waiting, known.stuck());
    return view.withGuests(guests).standing(underWay(view), counts, e.expectedEnd());
  }

  private static EvacuationView ended(EvacuationView view, EvacuationEnded e) {
    var state =
        switch (e.outcome()) {
          case COMPLETED -> EvacuationState.COMPLETED;
          case INCOMPLETE -> EvacuationState.INCOMPLETE;
          case CANCELLED -> EvacuationState.CANCELLED;
        };
    int left = e.remaining().size();
    int total = Math.max(view.counts().total(), e.moved() + left);
    return view.standing(state, new Counts(total, e.moved(), 0, 0, left), null)
        .withEnd(new End(e.about().at(), e.remaining(), null, null));
  }
}
