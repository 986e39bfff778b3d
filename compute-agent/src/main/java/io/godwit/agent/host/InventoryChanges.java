package io.godwit.agent.host;

import io.godwit.events.Bytes;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostResources;
import io.godwit.events.host.HostResources.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which inventories are worth publishing: what differs, and now and then what does not. Free space
 * that only drifts is no difference.
 */
public final class InventoryChanges {
  /** Of what was free, and at least so much. */
  private static final double DRIFT = 0.05;

  private static final long LEAST_DRIFT = Bytes.ofMebi(256).count();

  private final Duration refresh;
  private @Nullable HostInventory published;

  /**
   * @param refresh after which an unchanged inventory is published again
   */
  public InventoryChanges(Duration refresh) {
    this.refresh = refresh;
  }

  /** Whether this one is to be published; if so it counts as published. */
  public boolean take(HostInventory inventory) {
    var last = published;
    boolean worthIt =
        last == null
            || !inventory.at().isBefore(last.at().plus(refresh))
            || !comparable(inventory, last).equals(last);
    if (worthIt) {
      published = inventory;
    }
    return worthIt;
  }

  /** It with the last one's time, and with the last one's free space where that only drifted. */
  private static HostInventory comparable(HostInventory inventory, HostInventory last) {
    return new HostInventory(
        inventory.host(),
        last.at(),
        inventory.hypervisor(),
        inventory.peerUri(),
        inventory.memory(),
        inventory.cpus(),
        inventory.linkRate(),
        inventory.guests(),
        comparable(inventory.resources(), last.resources()));
  }

  private static @Nullable HostResources comparable(
      @Nullable HostResources now, @Nullable HostResources last) {
    if (now == null || last == null) {
      return now;
    }
    var before =
        last.pools().stream()
            .collect(Collectors.toMap(Pool::name, Function.identity(), (a, b) -> a));
    return new HostResources(
        now.versions(),
        now.uplink(),
        now.networks(),
        comparable(now.pools(), before),
        now.hugePages(),
        now.cells(),
        now.devices());
  }

  private static List<Pool> comparable(List<Pool> now, Map<String, Pool> before) {
    var pools = new ArrayList<Pool>();
    for (var pool : now) {
      var old = before.get(pool.name());
      pools.add(old != null && hasDrifted(pool, old) ? withAvailable(pool, old.available()) : pool);
    }
    return pools;
  }

  private static boolean hasDrifted(Pool now, Pool before) {
    long change = Math.abs(now.available().count() - before.available().count());
    return change <= Math.max(LEAST_DRIFT, (long) (before.available().count() * DRIFT));
  }

  private static Pool withAvailable(Pool pool, Bytes available) {
    return new Pool(
        pool.name(), pool.type(), pool.path(), pool.active(), available, pool.storage());
  }
}
