package io.godwit.policy.escalation.adapter;

import io.godwit.events.MigrationId;
import io.godwit.policy.escalation.Course;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The courses of one partition's migrations, and which of them have a step under way. */
final class Courses {
  static final String STORE = "courses";
  private final KeyValueStore<String, byte[]> store;
  private final Set<String> stepping = new TreeSet<>();

  Courses(KeyValueStore<String, byte[]> store) {
    this.store = store;
    try (var all = store.all()) {
      while (all.hasNext()) {
        var entry = all.next();
        var kept = Kept.CODEC.read(entry.value);
        if (kept != null && kept.course().step() != null) {
          stepping.add(entry.key);
        }
      }
    }
  }

  @Nullable Kept of(MigrationId migration) {
    return Kept.CODEC.read(store.get(migration.toString()));
  }

  void keep(MigrationId migration, Kept kept) {
    var key = migration.toString();
    store.put(key, Kept.CODEC.write(kept));
    if (kept.course().step() == null) {
      stepping.remove(key);
    } else {
      stepping.add(key);
    }
  }

  List<Kept> withStep() {
    var found = new ArrayList<Kept>();
    for (var key : stepping) {
      var kept = Kept.CODEC.read(store.get(key));
      if (kept != null) {
        found.add(kept);
      }
    }
    return found;
  }

  void forget(Instant now, EscalationProperties properties) {
    var forgotten = new ArrayList<String>();
    try (var all = store.all()) {
      while (all.hasNext()) {
        var entry = all.next();
        var kept = Kept.CODEC.read(entry.value);
        if (kept == null || isForgotten(kept.course(), now, properties)) {
          forgotten.add(entry.key);
        }
      }
    }
    forgotten.forEach(store::delete);
    forgotten.forEach(stepping::remove);
  }

  /** A migration whose beginning was never heard of counts as over. */
  private static boolean isForgotten(Course course, Instant now, EscalationProperties properties) {
    boolean live =
        switch (course.stage()) {
          case OPEN, HELD -> course.mandate() != null;
          case OVER, CLOSED -> false;
        };
    var limit = live ? properties.forgetSilentAfter() : properties.forgetAfter();
    return course.touchedAt().isBefore(now.minus(limit));
  }
}
