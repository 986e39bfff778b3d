package io.godwit.scheduler.links;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.MigrationId;
import io.godwit.scheduler.dispatch.Limits;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a migration is told of the links that it uses. */
public final class Shares {
  private final Traffic traffic;
  private final Traffic staying;
  private final Limits limits;

  public Shares(Traffic traffic, Limits limits) {
    this(traffic, traffic, limits);
  }

  /**
   * @param staying the same traffic without those that are about to end
   */
  public Shares(Traffic traffic, Traffic staying, Limits limits) {
    this.traffic = traffic;
    this.staying = staying;
    this.limits = limits;
  }

  /**
   * The limit that a migration needs so as to keep to its share; absent: it needs none, because its
   * share is all that the two hosts' links carry, or nothing bounds it. Beside one that is about to
   * end, links that may be filled divide themselves.
   */
  public @Nullable BytesPerSecond limit(MigrationId migration, Port source, Port destination) {
    boolean alone = staying.moves(migration) && mayBeFilled(source, destination);
    var share = (alone ? staying : traffic).share(migration);
    var physical = source.physical(destination);
    return share == null || (physical != null && share.compareTo(physical) >= 0) ? null : share;
  }

  /** Whether it is told nothing any more: it is about to end, and takes no more than there is. */
  public boolean endsAsItIs(MigrationId migration, Port source, Port destination) {
    return !staying.moves(migration) && mayBeFilled(source, destination);
  }

  /** Whether nothing keeps migrations from taking all that the links of the way carry. */
  public static boolean mayBeFilled(Port source, Port destination) {
    return source.to(destination).stream().allMatch(link -> mayBeFilled(link, source, destination));
  }

  /** The same of one link of the way: what a host's own link carries is all that it can carry. */
  public static boolean mayBeFilled(Link link, Port source, Port destination) {
    boolean own = link.equals(source.out()) || link.equals(destination.in());
    var carries = link.equals(source.out()) ? source.rate() : destination.rate();
    return link.capacity() == null || (own && link.capacity().equals(carries));
  }

  /**
   * What the links carry for a migration in its stop phase, where QEMU lifts its limit: of each
   * link its part if all that may be on that link switch over at once, less a margin. Absent: a
   * link of either host is not known, so that QEMU is left to its guess.
   *
   * <p>Who may be on a link: those that are, and where some of it is free, as many as would fill it
   * with shares like this one's, within the slots of its host. {@link Room} lets no more in.
   *
   * @param followed links on which one more may begin before this one has ended
   */
  public @Nullable BytesPerSecond switchover(
      MigrationId migration, Port source, Port destination, Set<Link> followed) {
    if (source.out().capacity() == null || destination.in().capacity() == null) {
      return null;
    }
    long least = Long.MAX_VALUE;
    for (var link : source.to(destination)) {
      var capacity = link.capacity();
      if (capacity != null) {
        int slots = link.equals(source.out()) ? source.outgoing() : 0;
        slots = link.equals(destination.in()) ? destination.incoming() : slots;
        least =
            Math.min(
                least,
                capacity.count() / coinciding(migration, link, slots, followed.contains(link)));
      }
    }
    return new BytesPerSecond((long) (least * limits.links().switchoverShare()));
  }

  /** The same where nobody follows before this one has ended. */
  public @Nullable BytesPerSecond switchover(MigrationId migration, Port source, Port destination) {
    return switchover(migration, source, destination, Set.of());
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

  private int coinciding(MigrationId migration, Link link, int slots, boolean followed) {
    int stay = Math.max(1, staying.on(link)) + (followed ? 1 : 0);
    int there = Math.max(Math.max(1, traffic.on(link)), slots > 0 ? Math.min(slots, stay) : stay);
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
