package io.godwit.scheduler.links;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.MigrationId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Divides links between migrations: max-min fair, by filling all shares evenly and stopping each at
 * its first full link (Bertsekas, Gallager: Data Networks, 6.5.2). No share can grow without taking
 * from one that is not larger.
 */
public final class Ledger {
  private static final long NONE = Long.MAX_VALUE;

  private final long[] left;
  private final int[] open;
  private final int[][] ways;
  private final long[] caps;
  private final long[] shares;
  private final boolean[] settled;

  /**
   * A migration's wish for bandwidth: as much as it can get.
   *
   * @param migration whose
   * @param way the links that it uses
   * @param cap the most that it may send; absent: no limit
   * @param fixed what it sends whatever it is told; absent: it does as it is told
   * @param asked what its policy wants; absent: whatever is its share
   */
  public record Demand(
      MigrationId migration,
      List<Link> way,
      @Nullable BytesPerSecond cap,
      @Nullable BytesPerSecond fixed,
      @Nullable BytesPerSecond asked) {
    public Demand {
      way = List.copyOf(way);
    }

    /** One that wants its share. */
    public Demand(
        MigrationId migration,
        List<Link> way,
        @Nullable BytesPerSecond cap,
        @Nullable BytesPerSecond fixed) {
      this(migration, way, cap, fixed, null);
    }
  }

  private Ledger(List<Demand> demands) {
    Map<Link, Integer> numbers = new LinkedHashMap<>();
    ways = new int[demands.size()][];
    caps = new long[demands.size()];
    for (int i = 0; i < ways.length; i++) {
      var demand = demands.get(i);
      ways[i] =
          demand.way().stream()
              .filter(link -> link.capacity() != null)
              .mapToInt(link -> numbers.computeIfAbsent(link, _ -> numbers.size()))
              .toArray();
      caps[i] = demand.cap() == null ? NONE : demand.cap().count();
    }
    left = numbers.keySet().stream().mapToLong(Ledger::capacity).toArray();
    open = new int[left.length];
    shares = new long[ways.length];
    settled = new boolean[ways.length];
  }

  private static long capacity(Link link) {
    var capacity = link.capacity();
    return capacity == null ? NONE : capacity.count();
  }

  /**
   * The share of each demand; those without a bound, by a link or by a cap, have none. The sum over
   * a link is at most its capacity; what rounding leaves of it is less than a byte per second for
   * each of its demands. A link of unknown rate binds nobody.
   */
  public static Map<MigrationId, BytesPerSecond> divide(List<Demand> demands) {
    var ledger = new Ledger(demands);
    for (int i = 0; i < ledger.ways.length; i++) {
      var fixed = demands.get(i).fixed();
      if (fixed == null) {
        ledger.open(i, 1);
      } else {
        ledger.settle(i, ledger.atMost(i, fixed.count()));
      }
    }
    for (int i = 0; i < ledger.ways.length; i++) {
      var asked = demands.get(i).asked();
      if (asked != null && !ledger.settled[i]) {
        ledger.grant(i, asked.count());
      }
    }
    ledger.fill();
    Map<MigrationId, BytesPerSecond> shares = new HashMap<>();
    for (int i = 0; i < ledger.ways.length; i++) {
      if (ledger.shares[i] != NONE) {
        shares.put(demands.get(i).migration(), new BytesPerSecond(ledger.shares[i]));
      }
    }
    return shares;
  }

  /** A measured rate may be more than the link is said to carry: then it takes all that is left. */
  private long atMost(int demand, long rate) {
    long most = rate;
    for (int link : ways[demand]) {
      most = Math.min(most, left[link]);
    }
    return most;
  }

  /**
   * Settles one that asks for more or less than its share. Those that share a link with it keep at
   * least half of what they would get without the wish: of n on a link with L left it gets at most
   * L (n + 1) / 2n.
   */
  private void grant(int demand, long asked) {
    long most = Math.min(asked, caps[demand]);
    for (int link : ways[demand]) {
      most = Math.min(most, left[link] / 2 + left[link] / (2L * open[link]));
    }
    open(demand, -1);
    settle(demand, most);
  }

  private void open(int demand, int by) {
    for (int link : ways[demand]) {
      open[link] += by;
    }
  }

  private void settle(int demand, long share) {
    shares[demand] = share;
    settled[demand] = true;
    if (share != NONE) {
      for (int link : ways[demand]) {
        left[link] -= share;
      }
    }
  }

  /** Raises the level of all open demands until each has met a full link or its cap. */
  private void fill() {
    while (true) {
      int fullest = fullest();
      long level = fullest < 0 ? NONE : left[fullest] / open[fullest];
      if (settleCapped(level)) {
        continue;
      }
      if (fullest < 0) {
        settleRest();
        return;
      }
      for (int i = 0; i < ways.length; i++) {
        if (!settled[i] && uses(i, fullest)) {
          open(i, -1);
          settle(i, level);
        }
      }
    }
  }

  /** The link that is full first; -1: none binds anyone any more. */
  private int fullest() {
    int fullest = -1;
    for (int link = 0; link < left.length; link++) {
      if (open[link] > 0
          && (fullest < 0 || left[link] / open[link] < left[fullest] / open[fullest])) {
        fullest = link;
      }
    }
    return fullest;
  }

  private boolean settleCapped(long level) {
    boolean any = false;
    for (int i = 0; i < ways.length; i++) {
      if (!settled[i] && caps[i] != NONE && caps[i] <= level) {
        open(i, -1);
        settle(i, caps[i]);
        any = true;
      }
    }
    return any;
  }

  private void settleRest() {
    for (int i = 0; i < ways.length; i++) {
      if (!settled[i]) {
        settle(i, caps[i]);
      }
    }
  }

  private boolean uses(int demand, int link) {
    for (int used : ways[demand]) {
      if (used == link) {
        return true;
      }
    }
    return false;
  }
}
