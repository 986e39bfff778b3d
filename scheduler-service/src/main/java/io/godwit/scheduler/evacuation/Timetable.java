package io.godwit.scheduler.evacuation;

import io.godwit.scheduler.evacuation.Going.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * When the last guest is expected to have gone: those that wait take their turn, in their order, on
 * as many lanes as guests can leave the host at once. Every migration takes what is predicted for
 * it at the rate of one lane; preparation is not counted, since the next one prepares while the
 * present one moves.
 */
final class Timetable {
  private Timetable() {}

  /** Absent if it cannot be said, for nobody can predict one of them. */
  static @Nullable Instant end(List<Going> guests, int lanes, Instant now) {
    var open = guests.stream().filter(going -> !going.standing().settled()).toList();
    if (open.isEmpty() || open.stream().anyMatch(going -> going.expected() == null)) {
      return null;
    }
    var free = new PriorityQueue<Instant>();
    open.stream()
        .filter(going -> going.standing() == Standing.MOVING)
        .forEach(going -> free.add(later(now, going.since().plus(expected(going)))));
    while (free.size() < lanes) {
      free.add(now);
    }
    while (free.size() > lanes) {
      free.poll(); // more are under way than thought: who waits does not get their lanes
    }
    var end = free.stream().max(Comparator.naturalOrder()).orElse(now);
    var waiting = open.stream().filter(going -> going.standing() == Standing.WAITING).toList();
    for (var going : waiting) {
      var done = free.remove().plus(expected(going));
      free.add(done);
      end = later(end, done);
    }
    return end;
  }

  private static Duration expected(Going going) {
    var expected = going.expected();
    return expected == null ? Duration.ZERO : expected;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
