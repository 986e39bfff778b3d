package io.godwit.scheduler.dispatch;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.GuestSpec;
import io.godwit.scheduler.dispatch.Fleet.Flight;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.links.Port;
import io.godwit.scheduler.links.Ways;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * When those in the queue are expected to start: by playing the queue through in its order, with as
 * many at once of each source as its slots and its link let move, and in the cluster as many as
 * may. Destinations are not chosen yet and play no part; neither does how fast a guest writes to
 * its memory. So it is when they start at the earliest, if nothing changes.
 */
public final class QueueForecast {
  /** Between the end of one and the start of the next: the last verdict, and the next command. */
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private static final int UNBOUNDED = 1000;

  private final Ways ways;
  private final Board board;
  private final Limits limits;
  private final Instant now;
  private final Map<HostId, PriorityQueue<Instant>> slots = new HashMap<>();
  private final PriorityQueue<Instant> cluster = new PriorityQueue<>();

  /** Where guests are, and the hosts. */
  private record Board(Whereabouts whereabouts, Map<HostId, Fleet.Host> hosts) {}

  private QueueForecast(Fleet fleet, Instant now, Limits limits) {
    var hosts = new HashMap<HostId, Fleet.Host>();
    fleet.hosts().forEach(host -> hosts.put(host.id(), host));
    this.ways = new Ways(fleet.hosts(), limits);
    this.board = new Board(new Whereabouts(fleet.hosts()), hosts);
    this.limits = limits;
    this.now = now;
    for (int i = 0; i < limits.slots().cluster(); i++) {
      cluster.add(now);
    }
    fleet.flights().stream()
        .filter(flight -> flight.phase() != Phase.ENDING)
        .sorted(
            Comparator.comparing((Flight flight) -> flight.phase() != Phase.MOVING)
                .thenComparing(Flight.BY_TURN))
        .forEach(this::play);
  }

  /**
   * The expected start of each, in the order of the queue. Left out is of whom nothing can be said:
   * whose source is not known or sends over a link of unknown rate, for whom no destination suits,
   * and who waits for a window.
   */
  public static Map<MigrationId, Instant> starts(
      Fleet fleet, List<Waiting> queue, Instant now, Limits limits) {
    var forecast = new QueueForecast(fleet, now, limits);
    Map<MigrationId, Instant> starts = new HashMap<>();
    queue.stream()
        .sorted(Waiting.BY_TURN)
        .forEach(waiting -> {
          var start = forecast.start(waiting);
          if (start != null) {
            starts.put(waiting.migration(), start);
          }
        });
    return starts;
  }

  private @Nullable Instant start(Waiting waiting) {
    if (waiting.heldSince() != null
        || !(board.whereabouts().of(waiting.guest().guest().uuid())
            instanceof Located.At(var source, _))) {
      return null;
    }
    var host = board.hosts().get(source);
    if (host == null
        || Windows.closed(host, waiting.reason(), waiting.project(), now, limits) != null) {
      return null;
    }
    var takes = takes(waiting.guest(), source);
    return takes == null ? null : take(source, waiting.notBefore(), takes);
  }

  /** One that moves is as far as the time since its start says. */
  private void play(Flight flight) {
    var takes = takes(flight.guest(), flight.source());
    if (takes == null) {
      takes = BETWEEN;
    } else if (flight.phase() == Phase.MOVING) {
      var left = takes.minus(Duration.between(flight.since(), now));
      takes = left.isNegative() ? BETWEEN : left;
    }
    take(flight.source(), null, takes);
  }

  private Instant take(HostId source, @Nullable Instant notBefore, Duration takes) {
    var own = slots.computeIfAbsent(source, this::slots);
    var start = later(own.remove(), notBefore);
    if (!cluster.isEmpty()) {
      start = later(start, cluster.remove());
    }
    var end = start.plus(takes);
    own.add(end);
    if (limits.slots().cluster() > 0) {
      cluster.add(end);
    }
    return start;
  }

  private static Instant later(Instant one, @Nullable Instant other) {
    return other == null || one.isAfter(other) ? one : other;
  }

  private PriorityQueue<Instant> slots(HostId source) {
    var free = new PriorityQueue<Instant>();
    int atOnce = atOnce(ways.port(source));
    for (int i = 0; i < atOnce; i++) {
      free.add(now);
    }
    return free;
  }

  /** As many as find the least share of the link free, one after the other. */
  private int atOnce(Port source) {
    int slots = source.outgoing() == 0 ? UNBOUNDED : source.outgoing();
    var rate = ways.alone(List.of(source.out()));
    var capacity = source.out().capacity();
    if (capacity == null || rate == null || rate.count() == 0) {
      int unknown = limits.links().flightsOnUnknown();
      return unknown == 0 ? slots : Math.min(slots, unknown);
    }
    double least = limits.links().leastShare();
    if (least == 0) {
      return slots;
    }
    return (int) Math.min(slots, 1 + Math.floor(capacity.count() / (double) rate.count() - least));
  }

  private @Nullable Duration takes(GuestSpec guest, HostId source) {
    BytesPerSecond rate = ways.alone(List.of(ways.port(source).out()));
    return rate == null || rate.count() == 0 ? null : rate.timeFor(guest.memory()).plus(BETWEEN);
  }
}
