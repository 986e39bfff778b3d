package io.godwit.scheduler.migration.adapter;

import io.godwit.events.MigrationId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
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

  /** Takes the cancel that came early, if one did. */
  Optional<String> unearth(MigrationId migration) {
    return jdbc.sql("delete from tombstone where migration = ? returning explanation")
        .param(migration.value())
        .query(String.class)
        .optional();
  }

  void forget(Instant before) {
    var at = Timestamp.from(before);
    jdbc.sql("delete from handled_request where at < ?").param(at).update();
    jdbc.sql("delete from tombstone where at < ?").param(at).update();
  }
}
