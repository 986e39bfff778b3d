package io.godwit.scheduler.dispatch.adapter;

import io.godwit.events.HostId;
import io.godwit.events.host.HostHeartbeat;
import io.godwit.events.host.HostInventory;
import io.godwit.scheduler.dispatch.Fleet;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** What a host said last of itself. */
@Entity
@Table(name = "host")
class HostEntity {
  @Id private String id;
  @Version private long version;

  @Convert(converter = InventoryJson.class)
  @ColumnTransformer(write = "cast(? as jsonb)")
  private @Nullable HostInventory inventory;

  @Column(name = "last_seen_at")
  private @Nullable Instant lastSeenAt;

  private boolean connected = true;

  @Column(name = "migrations_running")
  private int migrationsRunning;

  protected HostEntity() {}

  HostEntity(HostId host) {
    id = host.value();
  }

  void says(HostInventory said) {
    if (inventory == null || !said.at().isBefore(inventory.at())) {
      inventory = said;
    }
  }

  void lives(HostHeartbeat heartbeat, Instant at) {
    if (lastSeenAt == null || !at.isBefore(lastSeenAt)) {
      lastSeenAt = at;
      connected = heartbeat.hypervisorConnected();
      migrationsRunning = heartbeat.migrationsRunning();
    }
  }

  Fleet.Host host() {
    return new Fleet.Host(new HostId(id), inventory, lastSeenAt, connected);
  }

  int migrationsRunning() {
    return migrationsRunning;
  }
}
