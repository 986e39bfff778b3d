package io.godwit.scheduler.migration.adapter;

import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Fleets;
import io.godwit.scheduler.dispatch.Whereabouts;
import io.godwit.scheduler.queue.Queue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The hosts as they were a moment ago, with what has arrived since they spoke. For requests and
 * answers, which come by the hundred and none of which needs them fresher; the dispatch reads anew.
 */
@Component
final class RecentFleet {
  private static final Duration FRESH = Duration.ofMillis(100);

  /** For so long a move may not have been told by its hosts. */
  private static final Duration UNTOLD = Duration.ofMinutes(1);

  private final Fleets fleets;
  private final Queue queue;
  private volatile @Nullable Known known;

  /** The fleet as it was then, and where its guests were. */
  record Known(Fleet fleet, Whereabouts whereabouts, Instant at) {}

  RecentFleet(Fleets fleets, Queue queue) {
    this.fleets = fleets;
    this.queue = queue;
  }

  Known at(Instant now) {
    var last = known;
    if (last == null || !now.isBefore(last.at().plus(FRESH))) {
      var fleet = fleets.hosts().after(queue.movedAfter(now.minus(UNTOLD)));
      last = new Known(fleet, whereabouts(last, fleet.hosts()), now);
      known = last;
    }
    return last;
  }

  /** Guests are looked up anew only where some host has told something. */
  private static Whereabouts whereabouts(@Nullable Known last, List<Fleet.Host> hosts) {
    return last != null && toldNothing(last.fleet().hosts(), hosts)
        ? last.whereabouts()
        : new Whereabouts(hosts);
  }

  @SuppressWarnings("ReferenceEquality") // one that was read again may be equal, but that is rare
  private static boolean toldNothing(List<Fleet.Host> before, List<Fleet.Host> now) {
    if (before.size() != now.size()) {
      return false;
    }
    for (int i = 0; i < now.size(); i++) {
      if (before.get(i).inventory() != now.get(i).inventory()) {
        return false;
      }
    }
    return true;
  }
}
