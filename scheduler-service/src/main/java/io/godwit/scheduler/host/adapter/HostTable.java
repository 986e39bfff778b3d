package io.godwit.scheduler.host.adapter;

import io.godwit.events.HostId;
import io.godwit.events.host.HostHeartbeat;
import io.godwit.events.host.HostInventory;
import io.godwit.events.wire.EventJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What hosts said last of themselves. What came earlier than what is there changes nothing. */
@Component
final class HostTable {
  private final JdbcClient jdbc;

  HostTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A host without its inventory, which is long. */
  record Row(
      HostId id, @Nullable Instant inventoryAt, @Nullable Instant lastSeenAt, boolean connected) {}

  List<Row> rows() {
    return jdbc.sql("select id, inventory_at, last_seen_at, connected from host order by id")
        .query(HostTable::row)
        .list();
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        new HostId(row.getString("id")),
        instant(row.getTimestamp("inventory_at")),
        instant(row.getTimestamp("last_seen_at")),
        row.getBoolean("connected"));
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }

  List<HostInventory> inventories(Collection<HostId> hosts) {
    return jdbc.sql("select inventory from host where id = any(?) and inventory is not null")
        .param(hosts.stream().map(HostId::value).toArray(String[]::new))
        .query((row, _) ->
            EventJson.tolerant().readValue(row.getString("inventory"), HostInventory.class))
        .list();
  }

  void keep(HostInventory inventory) {
    jdbc.sql(
            """
            insert into host (id, version, inventory, inventory_at, connected, migrations_running)
            values (:id, 0, cast(:inventory as jsonb), :at, true, 0)
            on conflict (id) do update
            set version = host.version + 1, inventory = excluded.inventory,
                inventory_at = excluded.inventory_at
            where host.inventory_at is null or host.inventory_at <= excluded.inventory_at
            """)
        .param("id", inventory.host().value())
        .param("inventory", EventJson.strict().writeValueAsString(inventory))
        .param("at", Timestamp.from(inventory.at()))
        .update();
  }

  void keep(HostHeartbeat heartbeat, Instant at) {
    jdbc.sql(
            """
            insert into host (id, version, last_seen_at, connected, migrations_running)
            values (:id, 0, :at, :connected, :running)
            on conflict (id) do update
            set version = host.version + 1, last_seen_at = excluded.last_seen_at,
                connected = excluded.connected, migrations_running = excluded.migrations_running
            where host.last_seen_at is null or host.last_seen_at <= excluded.last_seen_at
            """)
        .param("id", heartbeat.host().value())
        .param("at", Timestamp.from(at))
        .param("connected", heartbeat.hypervisorConnected())
        .param("running", heartbeat.migrationsRunning())
        .update();
  }
}
