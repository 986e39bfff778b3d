package io.godwit.scheduler.links;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.MigrationId;
import io.godwit.scheduler.dispatch.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Whether one more migration may start to move: a slot at both hosts and in the cluster, and enough
 * of every link. On a full link two migrations take as long as one after the other, but expose both
 * guests all the time; on a link that is half empty one after the other wastes it. So one more
 * starts where what is free is a good part of what it could get alone.
 *
 * <p>The rate at which QEMU was told that it may switch over is for the life of a migration:
 * libvirt has no setter for it in flight. So none starts either where those that move would no
 * longer get the rate that they were promised, should all on that link switch over at once.
 *
 * <p>Of those that are about to end, what they take of the links counts as free, so that the next
 * one begins as they end; their slots are taken, and their promises hold, until they have ended.
 * One that stands by behind others begins when they have ended: it takes over their slots, too.
 */
public final class Room {
  /** For rounding. */
  private static final double TOLERANCE = 1.000001;

  private final Traffic sending;
  private final Traffic receiving;
  private final Traffic staying;
  private final Traffic promising;
  private final Limits limits;

  /** What is lacking; its words cost something, so they are made when someone wants them. */
  @FunctionalInterface
  public interface Lack {
    String words();
  }

  public Room(Traffic traffic, Limits limits) {
    this(traffic, traffic, traffic, traffic, limits);
  }

  /**
   * @param sending those whose slots at their sources, and in the cluster, are taken
   * @param receiving those whose slots at their destinations are taken
   * @param staying the same traffic without those that are predicted to end so soon that their
   *     links are given away already
   * @param promising the same traffic without those that have ended before one more begins
   */
  public Room(
      Traffic sending, Traffic receiving, Traffic staying, Traffic promising, Limits limits) {
    this.sending = sending;
    this.receiving = receiving;
    this.staying = staying;
    this.promising = promising;
    this.limits = limits;
  }

  /** What is lacking for one more; absent: nothing is. */
  public @Nullable Lack lacking(Port source, Port destination) {
    var slots = slots(source, destination);
    if (slots != null) {
      return slots;
    }
    var way = source.to(destination);
    var alone = promising.ways().alone(way);
    for (var link : way) {
      var lack = lacking(link, alone);
      if (lack != null) {
        return lack;
      }
    }
    return null;
  }

  private @Nullable Lack slots(Port source, Port destination) {
    int cluster = limits.slots().cluster();
    int total = sending.total();
    if (cluster > 0 && total >= cluster) {
      return () -> "%d of %d migrations move already".formatted(total, cluster);
    }
    var lack = sending(source);
    return lack == null ? receiving(destination) : lack;
  }

  /** Why the host can start no more, whereto ever; absent: it may, if the way is free. */
  public @Nullable Lack leaving(Port source) {
    int cluster = limits.slots().cluster();
    int total = sending.total();
    if (cluster > 0 && total >= cluster) {
      return () -> "%d of %d migrations move already".formatted(total, cluster);
    }
    var lack = sending(source);
    return lack == null ? full(source.out()) : lack;
  }

  private @Nullable Lack sending(Port source) {
    int count = sending.on(source.out());
    return source.outgoing() > 0 && count >= source.outgoing()
        ? () ->
            "%s already sends %d of %d migrations"
                .formatted(source.host(), count, source.outgoing())
        : null;
  }

  private @Nullable Lack receiving(Port destination) {
    int count = receiving.on(destination.in());
    return destination.incoming() > 0 && count >= destination.incoming()
        ? () ->
            "%s already receives %d of %d migrations"
                .formatted(destination.host(), count, destination.incoming())
        : null;
  }

  /** Why nothing can start on the link whatever the rest of its way; absent: something may. */
  private @Nullable Lack full(Link link) {
    var keeper = promising.keeper(link);
    if (keeper != null) {
      return kept(link, keeper);
    }
    var free = staying.free(link);
    if (free == null) {
      return unknown(link);
    }
    // what rounding leaves is not free
    return limits.links().leastShare() > 0 && free.count() < Math.max(1, staying.on(link))
        ? () -> "the " + link + " is full"
        : null;
  }

  private static Lack kept(Link link, MigrationId keeper) {
    return () -> "what frees up of the %s is kept for migration %s".formatted(link, keeper);
  }

  private @Nullable Lack lacking(Link link, @Nullable BytesPerSecond alone) {
    var keeper = promising.keeper(link);
    if (keeper != null) {
      return kept(link, keeper);
    }
    var free = staying.free(link);
    if (free == null) {
      return unknown(link);
    }
    if (alone != null && free.count() < needed(alone).count()) {
      return () ->
          "the %s has %s free, %s are needed to start".formatted(link, free, needed(alone));
    }
    return promised(link);
  }

  private BytesPerSecond needed(BytesPerSecond alone) {
    return new BytesPerSecond((long) (alone.count() * limits.links().leastShare()));
  }

  /** Uplinks of unknown rate bind nobody: hosts' links do. */
  private @Nullable Lack unknown(Link link) {
    int most = limits.links().flightsOnUnknown();
    boolean uplink = link.kind() == Link.Kind.UPLINK_IN || link.kind() == Link.Kind.UPLINK_OUT;
    return !uplink && most > 0 && promising.on(link) >= most
        ? () -> "the rate of the %s is not known, it takes %d at once".formatted(link, most)
        : null;
  }

  private @Nullable Lack promised(Link link) {
    var capacity = link.capacity();
    if (capacity == null) {
      return null;
    }
    int after = promising.on(link) + 1;
    double each = capacity.count() * limits.links().switchoverShare() / after * TOLERANCE;
    for (var mover : promising.moversOn(link)) {
      var promised = mover.promised();
      if (promised != null && promised.count() > each) {
        return () ->
            "%s was promised %s of the %s for its switch-over"
                .formatted(mover.migration(), promised, link);
      }
    }
    return null;
  }
}
