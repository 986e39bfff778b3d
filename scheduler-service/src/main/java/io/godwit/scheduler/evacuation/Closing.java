package io.godwit.scheduler.evacuation;

import io.godwit.events.evacuation.EvacuationEvent.EvacuationEnded;
import io.godwit.events.evacuation.EvacuationEvent.Outcome;
import io.godwit.events.evacuation.EvacuationEvent.Remaining;
import io.godwit.scheduler.evacuation.Going.Standing;
import io.godwit.scheduler.evacuation.Sight.Presence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How an evacuation ends. */
final class Closing {
  private Closing() {}

  /** Whether nothing is under way any more, and nobody can be helped further. */
  static boolean due(Evacuation state, Sight sight) {
    boolean settled =
        state.state() == EvacuationState.CANCELLING
            ? state.guests().stream().noneMatch(Closing::underWay)
            : state.guests().stream().allMatch(going -> going.standing().settled());
    return settled && (state.state() == EvacuationState.CANCELLING || !sight.arrivals());
  }

  /** What someone else's request moves is not waited for by one that is cancelled. */
  private static boolean underWay(Going going) {
    return going.own() && !going.standing().settled();
  }

  static void end(EvacuationCourse course, Sight sight) {
    var state = course.state();
    var guests = state.guests();
    int moved = (int) guests.stream().filter(going -> going.standing() == Standing.MOVED).count();
    var took = Duration.between(state.origin().requestedAt(), course.now);
    var remaining = remaining(state, sight);
    course.say(about -> new EvacuationEnded(about, outcome(state, moved), moved, remaining, took));
    if (state.state() == EvacuationState.CANCELLING && state.closed()) {
      course.cause(new EvacuationEffect.OpenHost(state.host()));
    }
  }

  private static Outcome outcome(Evacuation state, int moved) {
    if (state.state() == EvacuationState.CANCELLING) {
      return Outcome.CANCELLED;
    }
    return moved == state.guests().size() ? Outcome.COMPLETED : Outcome.INCOMPLETE;
  }

  /** Those that were to go, in their order, then those that do not run and stay as definitions. */
  private static List<Remaining> remaining(Evacuation state, Sight sight) {
    var remaining = new ArrayList<Remaining>();
    for (var going : state.guests()) {
      if (going.standing() != Standing.MOVED) {
        remaining.add(new Remaining(going.guest(), going.migration(), reason(going)));
      }
    }
    for (var guest : sight.guests()) {
      if (guest.presence() == Presence.IDLE) {
        remaining.add(
            new Remaining(guest.guest(), null, guest.words() + ": there is nothing to be moved"));
      }
    }
    return remaining;
  }

  private static String reason(Going going) {
    var stuck = going.stuck();
    if (stuck != null) {
      return stuck.reason();
    }
    return going.own()
        ? "the evacuation was cancelled before it went"
        : "it is left to the migration that was under way already";
  }
}
