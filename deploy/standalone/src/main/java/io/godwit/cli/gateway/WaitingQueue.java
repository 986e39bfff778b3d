package io.godwit.cli.gateway;

import io.godwit.events.Require;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue as the gateway shows it.
 *
 * @param at when the scheduler looked at it; null: never yet
 * @param total how many wait
 * @param places the first of them
 */
public record WaitingQueue(@Nullable Instant at, int total, List<Place> places) {
  public WaitingQueue {
    places = Require.list(places);
  }

  /**
   * A place in the queue.
   *
   * @param position counts from 1
   * @param expectedStart null: cannot be said
   */
  public record Place(
      String migration,
      Migration.Guest guest,
      @Nullable String source,
      int position,
      String waitingFor,
      @Nullable Instant expectedStart) {}
}
