package io.godwit.scheduler.host.adapter;

import io.godwit.events.HostId;
import io.godwit.events.host.HostHeartbeat;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostSettings;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Fleets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The hosts in the database. What does not change is written every now and then only, and an
 * inventory is read only when it is another one than before.
 */
@Component
final class Hosts implements Fleets {
  private static final Duration REFRESH = Duration.ofSeconds(2);
  private final HostTable table;
  private final SettingsTable settings;
  private final Map<HostId, Written<HostInventory>> inventories = new ConcurrentHashMap<>();
  private final Map<HostId, Written<HostHeartbeat>> heartbeats = new ConcurrentHashMap<>();
  private final Map<HostId, Written<HostInventory>> read = new ConcurrentHashMap<>();

  /** What was written or read last, and when it was said. */
  private record Written<T>(T value, Instant at) {}

  Hosts(HostTable table, SettingsTable settings) {
    this.table = table;
    this.settings = settings;
  }

  @Override
  public Fleet hosts() {
    var rows = table.rows();
    refresh(rows);
    var said = settings.all();
    var hosts =
        rows.stream()
            .map(row -> host(row, said.getOrDefault(row.id(), HostSettings.NONE)))
            .toList();
    return new Fleet(hosts, List.of());
  }

  private Fleet.Host host(HostTable.Row row, HostSettings said) {
    var inventory = read.get(row.id());
    return new Fleet.Host(
        row.id(),
        inventory == null ? null : inventory.value(),
        row.lastSeenAt(),
        row.connected(),
        said);
  }

  private void refresh(List<HostTable.Row> rows) {
    Map<HostId, Instant> changed =
        rows.stream()
            .filter(row -> row.inventoryAt() != null && !isRead(row))
            .collect(Collectors.toMap(HostTable.Row::id, HostTable.Row::inventoryAt));
    if (!changed.isEmpty()) {
      table.inventories(changed.keySet()).stream()
          .collect(Collectors.toMap(HostInventory::host, Function.identity()))
          .forEach((host, inventory) ->
              read.put(host, new Written<>(inventory, changed.getOrDefault(host, Instant.MIN))));
    }
  }

  private boolean isRead(HostTable.Row row) {
    var known = read.get(row.id());
    return known != null && known.at().equals(row.inventoryAt());
  }

  /** Keeps an inventory; true if it was written. */
  boolean keep(HostInventory inventory) {
    var before = inventories.get(inventory.host());
    if (before != null && fresh(before, inventory.at()) && sameButTime(before, inventory)) {
      return false;
    }
    table.keep(inventory);
    inventories.put(inventory.host(), new Written<>(inventory, inventory.at()));
    return true;
  }

  /** Keeps a heartbeat of that time by our clock; true if it was written. */
  boolean keep(HostHeartbeat heartbeat, Instant at) {
    var before = heartbeats.get(heartbeat.host());
    if (before != null
        && fresh(before, at)
        && before.value().hypervisorConnected() == heartbeat.hypervisorConnected()) {
      return false;
    }
    table.keep(heartbeat, at);
    heartbeats.put(heartbeat.host(), new Written<>(heartbeat, at));
    return true;
  }

  private static boolean fresh(@Nullable Written<?> before, Instant at) {
    return before != null && at.isBefore(before.at().plus(REFRESH));
  }

  private static boolean sameButTime(Written<HostInventory> before, HostInventory now) {
    var was = before.value();
    return was.equals(
        new HostInventory(
            now.host(),
            was.at(),
            now.hypervisor(),
            now.peerUri(),
            now.memory(),
            now.cpus(),
            now.linkRate(),
            now.guests(),
            now.resources()));
  }
}
