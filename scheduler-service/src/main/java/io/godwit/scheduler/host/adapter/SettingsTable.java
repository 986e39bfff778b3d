package io.godwit.scheduler.host.adapter;

import io.godwit.events.HostId;
import io.godwit.events.host.HostSettings;
import io.godwit.events.host.HostSettingsApplied;
import io.godwit.events.wire.EventJson;
import io.godwit.scheduler.host.HostSettingsStore;
import io.godwit.scheduler.outbox.Outbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What operators say of hosts; each change is published with it. */
@Component
final class SettingsTable implements HostSettingsStore {
  private final JdbcClient jdbc;
  private final Outbox outbox;

  SettingsTable(JdbcClient jdbc, Outbox outbox) {
    this.jdbc = jdbc;
    this.outbox = outbox;
  }

  Map<HostId, HostSettings> all() {
    return jdbc
        .sql("select host, version, at, set_by, settings from host_settings")
        .query(SettingsTable::read)
        .list()
        .stream()
        .collect(Collectors.toMap(HostSettingsApplied::host, HostSettingsApplied::settings));
  }

  @Override
  public Optional<HostSettingsApplied> of(HostId host) {
    return jdbc.sql(
            """
            select host, version, at, set_by, settings from host_settings
            where host = ? for update
            """)
        .param(host.value())
        .query(SettingsTable::read)
        .optional();
  }

  @Override
  public HostSettingsApplied apply(HostId host, HostSettings settings, String by, Instant now) {
    var before = of(host);
    if (before.isPresent()
        && before.get().settings().equals(settings)
        && before.get().by().equals(by)) {
      return before.get();
    }
    var applied = write(host, settings, by, now);
    outbox.addHostSettings(applied);
    return applied;
  }

  private HostSettingsApplied write(HostId host, HostSettings settings, String by, Instant now) {
    return jdbc.sql(
            """
            insert into host_settings (host, version, set_by, at, settings)
            values (:host, 1, :by, :at, cast(:settings as jsonb))
            on conflict (host) do update
            set version = host_settings.version + 1, set_by = excluded.set_by,
                at = excluded.at, settings = excluded.settings
            returning host, version, at, set_by, settings
            """)
        .param("host", host.value())
        .param("by", by)
        .param("at", Timestamp.from(now))
        .param("settings", EventJson.strict().writeValueAsString(settings))
        .query(SettingsTable::read)
        .single();
  }

  private static HostSettingsApplied read(ResultSet row, int number) throws SQLException {
    return new HostSettingsApplied(
        new HostId(row.getString("host")),
        row.getLong("version"),
        row.getTimestamp("at").toInstant(),
        row.getString("set_by"),
        EventJson.tolerant().readValue(row.getString("settings"), HostSettings.class));
  }
}
