package io.godwit.scheduler.placement;

import io.godwit.events.HostId;
import io.godwit.events.migration.MigrationEvent.Considered;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The destination for a guest.
 *
 * @param best the host; absent: none suits
 * @param waitsFor what the migration would wait for there; absent: it could start at once
 * @param next the next best ones
 * @param considered the best of the others and those that do not suit, each with its reason
 * @param why this one, or why none
 * @param forGood whether no waiting will help
 */
public record Choice(
    @Nullable Ranked best,
    @Nullable String waitsFor,
    List<HostId> next,
    List<Considered> considered,
    String why,
    boolean forGood) {
  public Choice {
    next = List.copyOf(next);
    considered = List.copyOf(considered);
  }
}
