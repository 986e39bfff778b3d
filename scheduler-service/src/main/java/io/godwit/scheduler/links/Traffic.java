package io.godwit.scheduler.links;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The migrations that move, and what they hold: a slot at each host and a share of each link. It
 * changes as a dispatch hands out more.
 */
public final class Traffic {
  private final Ways ways;
  private final Map<MigrationId, Moving> movers = new HashMap<>();
  private final Map<Link, List<Mover>> onLink = new HashMap<>();
  private final Map<MigrationId, BytesPerSecond> shares = new HashMap<>();
  private final Map<Link, MigrationId> kept = new HashMap<>();
  private final Set<MigrationId> keepers = new HashSet<>();

  /** Links of known rate whose shares are to be divided again, once someone asks for one. */
  private final Set<Link> stale = new HashSet<>();

  /** One that moves, with its way and those links of it whose rate is known. */
  private record Moving(Mover mover, List<Link> way, List<Link> known) {}

  /**
   * A migration that moves.
   *
   * @param migration its identity
   * @param source where from
   * @param destination whereto
   * @param fixed what it sends whatever it is told; absent: it does as it is told
   * @param promised the rate at which QEMU was told that it may switch over; absent: none was told
   * @param cap the most that it may send, by an operator's word; absent: its share
   * @param asked what its policy wants of the links; absent: its share
   */
  public record Mover(
      MigrationId migration,
      HostId source,
      HostId destination,
      @Nullable BytesPerSecond fixed,
      @Nullable BytesPerSecond promised,
      @Nullable BytesPerSecond cap,
      @Nullable BytesPerSecond asked) {

    /** One that gets its share. */
    public Mover(
        MigrationId migration,
        HostId source,
        HostId destination,
        @Nullable BytesPerSecond fixed,
        @Nullable BytesPerSecond promised) {
      this(migration, source, destination, fixed, promised, null, null);
    }

    private @Nullable BytesPerSecond atMost(@Nullable BytesPerSecond other) {
      return cap == null || (other != null && other.compareTo(cap) < 0) ? other : cap;
    }
  }

  public Traffic(Ways ways, List<Mover> moving) {
    this.ways = ways;
    moving.forEach(this::add);
  }

  private Traffic(Traffic from) {
    ways = from.ways;
    movers.putAll(from.movers);
    from.onLink.forEach((link, there) -> onLink.put(link, new ArrayList<>(there)));
    shares.putAll(from.shares);
    kept.putAll(from.kept);
    keepers.addAll(from.keepers);
    stale.addAll(from.stale);
  }

  /** The same, to be changed on its own. */
  public Traffic copy() {
    return new Traffic(this);
  }

  /** The same without some. */
  public Traffic without(Collection<MigrationId> some) {
    if (some.stream().noneMatch(movers::containsKey)) {
      return this;
    }
    var rest = copy();
    some.forEach(rest::remove);
    return rest;
  }

  /** One that may move, with those whose shares it would change: as if it had been added. */
  public Traffic around(Mover mover) {
    var around = new Traffic(ways, List.of());
    connected(moving(mover).known()).forEach(around::enter);
    around.add(mover);
    return around;
  }

  public void add(Mover mover) {
    enter(moving(mover));
  }

  private Moving moving(Mover mover) {
    var way = ways.port(mover.source()).to(ways.port(mover.destination()));
    var known = way.stream().filter(link -> link.capacity() != null).toList();
    return new Moving(mover, way, known);
  }

  private void enter(Moving moving) {
    movers.put(moving.mover().migration(), moving);
    for (var link : moving.way()) {
      onLink.computeIfAbsent(link, _ -> new ArrayList<>()).add(moving.mover());
    }
    stale.addAll(moving.known());
    if (moving.known().isEmpty()) {
      shares.putAll(Ledger.divide(List.of(demand(moving))));
    }
  }

  public void remove(MigrationId migration) {
    var moving = movers.remove(migration);
    if (moving != null) {
      shares.remove(migration);
      for (var link : moving.way()) {
        onLink.getOrDefault(link, new ArrayList<>()).remove(moving.mover());
      }
      stale.addAll(moving.known());
    }
  }

  /** Keeps whatever frees up on the way for one that was passed by for too long. */
  public void keep(MigrationId migration, List<Link> way) {
    keepers.add(migration);
    way.forEach(link -> kept.putIfAbsent(link, migration));
  }

  /** For whom the link is kept; absent: for nobody. */
  @Nullable MigrationId keeper(Link link) {
    return kept.get(link);
  }

  public boolean moves(MigrationId migration) {
    return movers.containsKey(migration);
  }

  /** Divides the links again that are connected to these by migrations: no other share changes. */
  private Map<MigrationId, BytesPerSecond> shares() {
    if (!stale.isEmpty()) {
      var connected = new ArrayList<>(connected(stale));
      stale.clear();
      connected.sort(Comparator.comparing(moving -> moving.mover().migration()));
      connected.forEach(moving -> shares.remove(moving.mover().migration()));
      shares.putAll(Ledger.divide(connected.stream().map(this::demand).toList()));
    }
    return shares;
  }

  /** Those that use one of these links, or one that is connected to them by others. */
  private Collection<Moving> connected(Collection<Link> links) {
    var todo = new ArrayDeque<>(links);
    var seen = new HashSet<>(links);
    Map<MigrationId, Moving> connected = new HashMap<>();
    while (!todo.isEmpty()) {
      for (var mover : onLink.getOrDefault(todo.remove(), List.of())) {
        var moving = movers.get(mover.migration());
        if (moving != null && connected.put(mover.migration(), moving) == null) {
          moving.known().stream().filter(seen::add).forEach(todo::add);
        }
      }
    }
    return connected.values();
  }

  private Ledger.Demand demand(Moving moving) {
    var mover = moving.mover();
    return new Ledger.Demand(
        mover.migration(),
        moving.known(),
        mover.atMost(ways.rules().perMigration()),
        mover.fixed(),
        mover.asked());
  }

  /** How many move in all, with those for whom a place is kept. */
  int total() {
    return movers.size() + keepers.size();
  }

  /** How many use the link. */
  public int on(Link link) {
    return onLink.getOrDefault(link, List.of()).size();
  }

  /** Who uses the link, in the order in which they came. */
  public List<Mover> moversOn(Link link) {
    return onLink.getOrDefault(link, List.of());
  }

  /** What a migration that moves may send; absent: nothing that is known bounds it. */
  public @Nullable BytesPerSecond share(MigrationId migration) {
    return shares().get(migration);
  }

  /** What the shares leave free of a link; absent: its rate is not known. */
  public @Nullable BytesPerSecond free(Link link) {
    var capacity = link.capacity();
    if (capacity == null) {
      return null;
    }
    var there = onLink.get(link);
    if (there == null || there.isEmpty()) {
      return capacity;
    }
    long free = capacity.count();
    for (var mover : there) {
      free -= shares().getOrDefault(mover.migration(), BytesPerSecond.ZERO).count();
    }
    return new BytesPerSecond(Math.max(0, free));
  }

  public Ways ways() {
    return ways;
  }
}
