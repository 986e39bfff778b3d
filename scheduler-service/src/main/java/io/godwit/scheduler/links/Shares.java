package io.godwit.scheduler.links;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.MigrationId;
import io.godwit.scheduler.dispatch.Limits;
import org.jspecify.annotations.Nullable;

/** What a migration is told of the links that it uses. */
public final class Shares {
  private final Traffic traffic;
  private final Limits limits;

  public Shares(Traffic traffic, Limits limits) {
    this.traffic = traffic;
    this.limits = limits;
  }

  /**
   * The limit that a migration needs so as to keep to its share; absent: it needs none, because its
   * share is all that the two hosts' links carry, or nothing bounds it.
   */
  public @Nullable BytesPerSecond limit(MigrationId migration, Port source, Port destination) {
    var share = traffic.share(migration);
    var physical = source.physical(destination);
    return share == null || (physical != null && share.compareTo(physical) >= 0) ? null : share;
  }

  /**
   * What the links carry for a migration in its stop phase, where QEMU lifts its limit: of each
   * link its part if all that may be on that link switch over at once, less a margin. Absent: a
   * link of either host is not known, so that QEMU is left to its guess.
   *
   * <p>Who may be on a link: those that are, and where some of it is free, as many as would fill it
   * with shares like this one's, within the slots of its host. {@link Room} lets no more in.
   */
  public @Nullable BytesPerSecond switchover(MigrationId migration, Port source, Port destination) {
    if (source.out().capacity() == null || destination.in().capacity() == null) {
      return null;
    }
    long least = Long.MAX_VALUE;
    for (var link : source.to(destination)) {
      var capacity = link.capacity();
      if (capacity != null) {
        int slots = link.equals(source.out()) ? source.outgoing() : 0;
        slots = link.equals(destination.in()) ? destination.incoming() : slots;
        least = Math.min(least, capacity.count() / coinciding(migration, link, slots));
      }
    }
    return new BytesPerSecond((long) (least * limits.links().switchoverShare()));
  }

  /** The share and where it comes from. */
  public String words(MigrationId migration, Port source, Port destination) {
    var share = traffic.share(migration);
    if (share == null) {
      return "the rate of its way is not known";
    }
    for (var link : source.to(destination)) {
      var free = traffic.free(link);
      int there = traffic.on(link);
      if (free != null && free.count() < there) {
        return there == 1
            ? "it has the %s for itself, %s".formatted(link, share)
            : "it gets %s of the %s, on which %d move".formatted(share, link, there);
      }
    }
    return "it gets %s, as much as it may".formatted(share);
  }

  private int coinciding(MigrationId migration, Link link, int slots) {
    int there = Math.max(1, traffic.on(link));
    var share = traffic.share(migration);
    var free = traffic.free(link);
    var capacity = link.capacity();
    if (share == null || share.count() == 0 || free == null || capacity == null) {
      return there;
    }
    if (free.count() < traffic.on(link)) {
      return there; // full: what is left is from rounding
    }
    long alike = Math.ceilDiv(capacity.count(), share.count());
    long most = slots > 0 ? Math.min(slots, alike) : alike;
    return (int) Math.min(Integer.MAX_VALUE, Math.max(there, most));
  }
}
