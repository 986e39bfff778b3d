package io.godwit.scheduler.outbox.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.events.wire.EventJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** The table of what is still to be published. */
@Component
final class OutboxTable {
  /** Any number that no other lock of this database has. */
  private static final long PUBLISHER = 0x60d_0b0c5L;

  private static final TypeReference<LinkedHashMap<String, String>> HEADERS =
      new TypeReference<>() {};

  private final JdbcClient jdbc;

  private final JdbcOperations operations;

  OutboxTable(JdbcOperations operations) {
    this.operations = operations;
    this.jdbc = JdbcClient.create(operations);
  }

  /** A record with its place in the order. */
  record Row(long id, ProducerRecord<String, byte[]> record) {}

  /** Adds them in their order. */
  void insert(List<ProducerRecord<String, byte[]>> records) {
    operations.batchUpdate(
        "insert into outbox (topic, key, headers, value) values (?, ?, cast(? as jsonb), ?)",
        records.stream().map(OutboxTable::row).toList());
  }

  private static Object[] row(ProducerRecord<String, byte[]> record) {
    var headers = new LinkedHashMap<String, String>();
    record
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return new Object[] {
      record.topic(), record.key(), EventJson.strict().writeValueAsString(headers), record.value()
    };
  }

  /** Whether this transaction is the one that publishes: there is one at a time. */
  boolean lock() {
    return jdbc.sql("select pg_try_advisory_xact_lock(?)")
        .param(PUBLISHER)
        .query(Boolean.class)
        .single();
  }

  List<Row> first(int most) {
    return jdbc.sql("select id, topic, key, headers, value from outbox order by id limit ?")
        .param(most)
        .query((row, _) -> read(row))
        .list();
  }

  private static Row read(ResultSet row) throws SQLException {
    var record =
        new ProducerRecord<>(row.getString("topic"), row.getString("key"), row.getBytes("value"));
    Map<String, String> headers = EventJson.strict().readValue(row.getString("headers"), HEADERS);
    headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return new Row(row.getLong("id"), record);
  }

  /** By their ids, one by one: a lower id may have been committed only now. */
  void delete(List<Long> ids) {
    if (!ids.isEmpty()) {
      jdbc.sql("delete from outbox where id = any(?)").param(ids.toArray(Long[]::new)).update();
    }
  }

  /** How many wait, and for how many seconds the oldest has waited. */
  Lag lag() {
    return jdbc.sql(
            """
            select count(*) as rows,
                   coalesce(extract(epoch from now() - min(created_at)), 0) as seconds
            from outbox
            """)
        .query((row, _) -> new Lag(row.getLong("rows"), row.getDouble("seconds")))
        .single();
  }

  record Lag(long rows, double seconds) {}
}
