package io.godwit.scheduler.placement;

import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestNeeds.DiskKind;
import io.godwit.events.agent.GuestNeeds.Network;
import io.godwit.events.agent.GuestNeeds.NetworkKind;
import io.godwit.scheduler.dispatch.Fleet;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts are on which network, and see which storage: by their numbers, so that thousands are
 * compared at once. What a host says nothing of is left to its agent's answer.
 */
final class Reach {
  private final Map<Network, BitSet> networks = new HashMap<>();
  private final Map<String, BitSet> storages = new HashMap<>();
  private final BitSet silent = new BitSet();
  private final BitSet listsDirect = new BitSet();
  private final int hosts;

  Reach(List<Fleet.Host> all) {
    hosts = all.size();
    for (int i = 0; i < hosts; i++) {
      set(i, all.get(i), true);
    }
  }

  /** A host has told something else than before. */
  void change(int number, Fleet.Host before, Fleet.Host now) {
    set(number, before, false);
    set(number, now, true);
  }

  private void set(int number, Fleet.Host host, boolean has) {
    var inventory = host.inventory();
    var resources = inventory == null ? null : inventory.resources();
    if (resources == null) {
      silent.set(number, has);
      return;
    }
    for (var network : resources.networks()) {
      networks.computeIfAbsent(network, _ -> new BitSet()).set(number, has);
      if (network.kind() == NetworkKind.DIRECT) {
        listsDirect.set(number, has);
      }
    }
    for (var pool : resources.pools()) {
      if (pool.storage() != null) {
        storages.computeIfAbsent(pool.storage(), _ -> new BitSet()).set(number, has);
      }
    }
  }

  /** Whether the host has that network, as far as it says. */
  boolean has(Stock stock, Network network) {
    int number = stock.number();
    return switch (network.kind()) {
      case NONE -> true;
      case DIRECT -> !listsDirect.get(number) || is(networks.get(network), number);
      case NETWORK, BRIDGE -> silent.get(number) || is(networks.get(network), number);
    };
  }

  /** The hosts that have all of the guest's networks, as far as they say. */
  BitSet connected(GuestNeeds needs) {
    var all = everyone();
    for (var network : needs.networks()) {
      if (network.kind() != NetworkKind.NONE) {
        var has = copy(networks.get(network));
        has.or(silent);
        if (network.kind() == NetworkKind.DIRECT) {
          var unlisted = everyone();
          unlisted.andNot(listsDirect);
          has.or(unlisted);
        }
        all.and(has);
      }
    }
    return all;
  }

  /** Whether the disk needs no copy there. */
  boolean sees(Stock stock, Disk disk) {
    return isEverywhere(disk)
        || (disk.storage() != null && is(storages.get(disk.storage()), stock.number()));
  }

  /** The hosts that see all of the guest's disks. */
  BitSet seeing(GuestNeeds needs) {
    var all = everyone();
    for (var disk : needs.disks()) {
      if (!isEverywhere(disk)) {
        all.and(copy(disk.storage() == null ? null : storages.get(disk.storage())));
      }
    }
    return all;
  }

  /** Network storage is reached from everywhere, and what a guest only reads is not copied. */
  private static boolean isEverywhere(Disk disk) {
    return disk.kind() == DiskKind.EMPTY || disk.kind() == DiskKind.NETWORK || disk.readOnly();
  }

  private BitSet everyone() {
    var everyone = new BitSet(hosts);
    everyone.set(0, hosts);
    return everyone;
  }

  private static boolean is(@Nullable BitSet in, int number) {
    return in != null && in.get(number);
  }

  private static BitSet copy(@Nullable BitSet of) {
    return of == null ? new BitSet() : (BitSet) of.clone();
  }
}
