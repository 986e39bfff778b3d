package io.godwit.events.migration;

import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Require;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue as it stands, told when it changed and not more than once in a while. The latest
 * counts.
 *
 * @param at when it was looked at
 * @param total how many wait
 * @param places the first of them, in their order
 */
public record QueueReported(Instant at, int total, List<Place> places) {

  /**
   * A place in the queue.
   *
   * @param migration who waits
   * @param guest which guest
   * @param source where it runs
   * @param position counts from 1
   * @param waitingFor what it waits for, in words
   * @param expectedStart when it is expected to start; absent: cannot be said
   */
  public record Place(
      MigrationId migration,
      GuestRef guest,
      HostId source,
      int position,
      String waitingFor,
      @Nullable Instant expectedStart) {}

  public QueueReported {
    Require.present(at, "at");
    Require.atLeast(total, 0, "total");
    places = Require.list(places);
  }
}
