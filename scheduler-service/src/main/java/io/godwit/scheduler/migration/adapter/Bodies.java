package io.godwit.scheduler.migration.adapter;

import io.godwit.events.wire.EventJson;
import io.godwit.scheduler.migration.Migration;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Migrations that are looked at again and again: each is decoded only when its row has changed. */
final class Bodies {
  private final JdbcClient jdbc;
  private Map<UUID, Body> known = Map.of();

  /** A row without its body, which is long. */
  record Row(UUID id, long version) {}

  private record Body(UUID id, long version, Migration migration) {}

  Bodies(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  static Row row(ResultSet row, int number) throws SQLException {
    return new Row(row.getObject("id", UUID.class), row.getLong("version"));
  }

  /** The migrations of these rows, in their order; what is not among them is forgotten. */
  synchronized List<Migration> of(List<Row> rows) {
    var current = new HashMap<UUID, Body>();
    for (var row : rows) {
      var body = known.get(row.id());
      if (body != null && body.version() == row.version()) {
        current.put(row.id(), body);
      }
    }
    var unread = rows.stream().map(Row::id).filter(id -> !current.containsKey(id)).toList();
    if (!unread.isEmpty()) {
      current.putAll(decoded(unread));
    }
    known = current;
    return rows.stream()
        .map(row -> current.get(row.id()))
        .filter(Objects::nonNull)
        .map(Body::migration)
        .toList();
  }

  private Map<UUID, Body> decoded(List<UUID> ids) {
    return jdbc
        .sql("select id, version, body from migration where id = any(cast(? as uuid[]))")
        .param(ids.stream().map(UUID::toString).toArray(String[]::new))
        .query((row, _) ->
            new Body(
                row.getObject("id", UUID.class),
                row.getLong("version"),
                read(row.getString("body"))))
        .list()
        .stream()
        .collect(Collectors.toMap(Body::id, Function.identity()));
  }

  static Migration read(String body) {
    return EventJson.tolerant().readValue(body, Migration.class);
  }
}
