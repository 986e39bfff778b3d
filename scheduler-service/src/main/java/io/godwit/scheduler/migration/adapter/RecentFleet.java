package io.godwit.scheduler.migration.adapter;

import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Fleets;
import io.godwit.scheduler.queue.Queue;
import java.time.Duration;
import java.time.Instant;
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

  /** The fleet as it was then. */
  private record Known(Fleet fleet, Instant at) {}

  RecentFleet(Fleets fleets, Queue queue) {
    this.fleets = fleets;
    this.queue = queue;
  }

  Fleet at(Instant now) {
    var last = known;
    if (last == null || !now.isBefore(last.at().plus(FRESH))) {
      last = new Known(fleets.hosts().after(queue.movedAfter(now.minus(UNTOLD))), now);
      known = last;
    }
    return last.fleet();
  }
}
