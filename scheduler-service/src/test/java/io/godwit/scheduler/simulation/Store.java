package io.godwit.scheduler.simulation;

import io.godwit.scheduler.migration.Migration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The database: rows with versions. A transaction sees what was committed when it looked, and is
 * committed as a whole, unless a row that it had locked has changed meanwhile or a constraint is
 * against it; then nothing of it happened.
 */
final class Store {

  /** A row's key: its table and its primary key there. */
  record Key(String table, String id) {}

  private record Row(long version, Object value) {}

  private final Map<String, Map<String, Row>> tables = new HashMap<>();
  private final List<Consumer<Map<Key, Change>>> watchers = new ArrayList<>();

  /** Of one row by one commit. */
  record Change(@Nullable Object before, @Nullable Object after) {}

  /** Is told of every commit, as it is made. */
  void watch(Consumer<Map<Key, Change>> watcher) {
    watchers.add(watcher);
  }

  <T> @Nullable T peek(Key key, Class<T> type) {
    var row = row(key);
    return row == null ? null : type.cast(row.value);
  }

  <T> List<T> all(String table, Class<T> type) {
    return rows(table).values().stream().map(row -> type.cast(row.value)).toList();
  }

  private Map<String, Row> rows(String table) {
    return tables.computeIfAbsent(table, _ -> new TreeMap<>());
  }

  private @Nullable Row row(Key key) {
    return rows(key.table).get(key.id);
  }

  Transaction begin() {
    return new Transaction();
  }

  /** Why a transaction was not committed. */
  enum Refusal {
    CHANGED,
    CONSTRAINT
  }

  /** One unit of work. */
  final class Transaction {
    private final Map<Key, Long> locked = new LinkedHashMap<>();
    private final Map<Key, @Nullable Object> writes = new LinkedHashMap<>();
    private final List<Runnable> afterwards = new ArrayList<>();

    /** Reads a row that must not have changed when this is committed. */
    <T> @Nullable T lock(Key key, Class<T> type) {
      if (writes.containsKey(key)) {
        return type.cast(writes.get(key));
      }
      var row = row(key);
      locked.putIfAbsent(key, row == null ? 0L : row.version);
      return row == null ? null : type.cast(row.value);
    }

    /** Reads a row as it is now; it may change until this is committed. */
    <T> @Nullable T read(Key key, Class<T> type) {
      return writes.containsKey(key) ? type.cast(writes.get(key)) : peek(key, type);
    }

    /** All rows of a table, with what this transaction has written. */
    <T> List<T> all(String table, Class<T> type) {
      var written = writes.keySet().stream().filter(key -> key.table.equals(table)).toList();
      if (written.isEmpty()) {
        return Store.this.all(table, type);
      }
      var merged = new TreeMap<String, Object>();
      rows(table).forEach((id, row) -> merged.put(id, row.value));
      for (var key : written) {
        var value = writes.get(key);
        if (value == null) {
          merged.remove(key.id);
        } else {
          merged.put(key.id, value);
        }
      }
      return merged.values().stream().map(type::cast).toList();
    }

    void put(Key key, Object value) {
      lock(key, Object.class);
      writes.put(key, value);
    }

    void delete(Key key) {
      lock(key, Object.class);
      writes.put(key, null);
    }

    boolean writes() {
      return !writes.isEmpty();
    }

    void afterCommit(Runnable work) {
      afterwards.add(work);
    }

    /** Absent: it is done. */
    @Nullable Refusal commit() {
      for (var lock : locked.entrySet()) {
        var row = row(lock.getKey());
        if ((row == null ? 0L : row.version) != lock.getValue()) {
          return Refusal.CHANGED;
        }
      }
      if (violates()) {
        return Refusal.CONSTRAINT;
      }
      var changes = new LinkedHashMap<Key, Change>();
      writes.forEach((key, value) -> {
        var before = row(key);
        changes.put(key, new Change(before == null ? null : before.value, value));
        if (value == null) {
          rows(key.table).remove(key.id);
        } else {
          rows(key.table).put(key.id, new Row(before == null ? 1 : before.version + 1, value));
        }
      });
      watchers.forEach(watcher -> watcher.accept(changes));
      afterwards.forEach(Runnable::run);
      return null;
    }

    /** The partial unique index: one migration at a time per guest. */
    private boolean violates() {
      return written()
          .anyMatch(written ->
              all("migration", Migration.class).stream()
                      .filter(other -> active(other) && sameGuest(other, written))
                      .count()
                  > 1);
    }

    private Stream<Migration> written() {
      return writes.values().stream()
          .filter(Migration.class::isInstance)
          .map(Migration.class::cast)
          .filter(migration -> active(migration) && migration.guest() != null);
    }

    private static boolean active(Migration migration) {
      return !migration.state().terminal();
    }

    private static boolean sameGuest(Migration one, Migration other) {
      var guest = one.guest();
      return guest != null
          && other.guest() != null
          && guest.guest().uuid().equals(other.guestOrThrow().guest().uuid());
    }
  }
}
