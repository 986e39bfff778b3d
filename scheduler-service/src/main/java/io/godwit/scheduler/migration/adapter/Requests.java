package io.godwit.scheduler.migration.adapter;

import io.godwit.events.MigrationId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What was asked for besides new migrations: cancels that came before their migration, and which
 * requests were answered already. Both are kept as long as the requests' topic keeps its records.
 */
@Component
final class Requests {
  private final JdbcClient jdbc;

  Requests(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Marks a request as answered; false if it was before. */
  boolean first(MigrationId request, Instant now) {
    return jdbc.sql("insert into handled_request (id, at) values (?, ?) on conflict do nothing")
            .params(request.value(), Timestamp.from(now))
            .update()
        == 1;
  }

  /** Keeps a cancel of a migration that nobody knows yet. */
  void bury(MigrationId migration, String explanation, Instant now) {
    jdbc.sql(
            """
            insert into tombstone (migration, explanation, at) values (?, ?, ?)
            on conflict do nothing
            """)
        .params(migration.value(), explanation, Timestamp.from(now))
        .update();
  }

  /** Takes the cancels that came early, with their explanations. */
  Map<MigrationId, String> unearth(Collection<MigrationId> migrations) {
    var cancels = new HashMap<MigrationId, String>();
    jdbc.sql(
            """
            delete from tombstone where migration = any(cast(? as uuid[]))
            returning migration, explanation
            """)
        .param(migrations.stream().map(MigrationId::toString).toArray(String[]::new))
        .query(row -> {
          var migration = new MigrationId(row.getObject("migration", UUID.class));
          cancels.put(migration, row.getString("explanation"));
        });
    return cancels;
  }

  void forget(Instant before) {
    var at = Timestamp.from(before);
    jdbc.sql("delete from handled_request where at < ?").param(at).update();
    jdbc.sql("delete from tombstone where at < ?").param(at).update();
  }
}
