package io.godwit.scheduler.dispatch.adapter;

import io.godwit.events.HostId;
import io.godwit.events.host.HostHeartbeat;
import io.godwit.events.host.HostInventory;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Fleets;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The hosts in the database. What does not change is written every now and then only. */
@Component
final class Hosts implements Fleets {
  private static final Duration REFRESH = Duration.ofSeconds(2);
  private final EntityManager entities;
  private final TransactionTemplate transaction;
  private final Map<HostId, Written<HostInventory>> inventories = new ConcurrentHashMap<>();
  private final Map<HostId, Written<HostHeartbeat>> heartbeats = new ConcurrentHashMap<>();

  /** What was written last, and when it was said. */
  private record Written<T>(T value, Instant at) {}

  Hosts(EntityManager entities, TransactionTemplate transaction) {
    this.entities = entities;
    this.transaction = transaction;
  }

  @Override
  public Fleet hosts() {
    var rows = entities.createQuery("select h from HostEntity h", HostEntity.class).getResultList();
    return new Fleet(rows.stream().map(HostEntity::host).toList(), List.of());
  }

  /** Keeps an inventory; true if it was written. */
  boolean keep(HostInventory inventory) {
    var before = inventories.get(inventory.host());
    if (before != null && fresh(before, inventory.at()) && sameButTime(before, inventory)) {
      return false;
    }
    update(inventory.host(), host -> host.says(inventory));
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
    update(heartbeat.host(), host -> host.lives(heartbeat, at));
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
            now.guests()));
  }

  private void update(HostId id, Consumer<HostEntity> change) {
    transaction.executeWithoutResult(_ -> {
      var host = entities.find(HostEntity.class, id.value());
      if (host == null) {
        host = new HostEntity(id);
        entities.persist(host);
      }
      change.accept(host);
    });
  }
}
