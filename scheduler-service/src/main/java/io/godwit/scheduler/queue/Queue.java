package io.godwit.scheduler.queue;

import io.godwit.events.HostId;
import io.godwit.scheduler.dispatch.Fleet.Move;
import io.godwit.scheduler.migration.Migration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The port to the queue and to what is under way, in the caller's transaction. */
public interface Queue {

  /**
   * The first of each source in their order, without those that back off. They are not locked: who
   * tells them something locks them. What it costs does not grow with the queue.
   *
   * @param perSource how many of each source
   * @param most how many in all, the most urgent
   * @param without who is left out
   * @param untimely who else is, because it has to wait for a window
   */
  List<Migration> heads(
      Collection<HostId> sources,
      int perSource,
      int most,
      Collection<UUID> without,
      Untimely untimely,
      Instant now);

  /** The first of all, in their order. */
  List<Migration> first(int most);

  /** How many wait. */
  int length();

  /** Those that have an attempt under way. */
  List<Migration> dispatched();

  /** Those of them that are on their way to that host. */
  List<Migration> dispatchedTo(HostId destination);

  /** What arrived after that time, in that order. */
  List<Move> movedAfter(Instant time);
}
