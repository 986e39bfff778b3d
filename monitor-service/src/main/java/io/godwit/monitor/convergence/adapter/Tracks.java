package io.godwit.monitor.convergence.adapter;

import io.godwit.monitor.convergence.adapter.Kept.Mark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The tracks of one partition's migrations, held as they are, so that none is read again with its
 * next sample. Each is written to the store at once; the store keeps what is written back until the
 * next commit, so that what is in the changelog always goes with the committed offsets: after a
 * crash the samples since then are read again and lead to the same.
 */
final class Tracks {
  private final KeyValueStore<String, byte[]> store;
  private final Map<String, Kept> held = new HashMap<>();
  private final List<String> unread = new ArrayList<>();

  Tracks(KeyValueStore<String, byte[]> store) {
    this.store = store;
    try (var all = store.all()) {
      while (all.hasNext()) {
        var entry = all.next();
        var kept = Kept.read(entry.value);
        if (kept == null) {
          unread.add(entry.key);
        } else {
          held.put(entry.key, kept);
        }
      }
    }
  }

  @Nullable Kept of(String key) {
    return held.get(key);
  }

  void keep(String key, Kept kept) {
    held.put(key, kept);
    store.put(key, kept.write());
  }

  List<String> where(Predicate<Mark> condition) {
    return held.entrySet().stream()
        .filter(entry -> condition.test(entry.getValue().mark()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** With them go those that another version wrote, unless they began anew. */
  void forget(List<String> keys) {
    keys.forEach(held::remove);
    keys.forEach(store::delete);
    unread.stream().filter(key -> !held.containsKey(key)).forEach(store::delete);
    unread.clear();
  }
}
