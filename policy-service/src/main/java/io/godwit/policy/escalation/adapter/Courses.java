package io.godwit.policy.escalation.adapter;

import io.godwit.events.MigrationId;
import io.godwit.policy.escalation.Course;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The courses of one partition's migrations, and which of them have a step under way. They are held
 * as they are, and written to the store when more changed than the last trend: another one is soon
 * there after a restart, and what it was is written now and then.
 */
final class Courses {
  static final String STORE = "courses";
  private static final Duration WRITTEN_AGAIN = Duration.ofMinutes(1);
  private final KeyValueStore<String, byte[]> store;
  private final Map<String, Kept> held = new HashMap<>();
  private final Map<String, Kept> written = new HashMap<>();
  private final Set<String> stepping = new TreeSet<>();

  Courses(KeyValueStore<String, byte[]> store) {
    this.store = store;
    try (var all = store.all()) {
      while (all.hasNext()) {
        var entry = all.next();
        var kept = Kept.CODEC.read(entry.value);
        if (kept != null) {
          hold(entry.key, kept);
          written.put(entry.key, kept);
        }
      }
    }
  }

  private void hold(String key, Kept kept) {
    held.put(key, kept);
    if (kept.course().step() == null) {
      stepping.remove(key);
    } else {
      stepping.add(key);
    }
  }

  @Nullable Kept of(MigrationId migration) {
    return held.get(migration.toString());
  }

  void keep(MigrationId migration, Kept kept) {
    var key = migration.toString();
    hold(key, kept);
    var last = written.get(key);
    if (last == null || isWorthWriting(last.course(), kept.course())) {
      store.put(key, Kept.CODEC.write(kept));
      written.put(key, kept);
    }
  }

  private static boolean isWorthWriting(Course last, Course now) {
    boolean old = last.touchedAt().plus(WRITTEN_AGAIN).isBefore(now.touchedAt());
    return old || !last.isLike(now);
  }

  List<Kept> withStep() {
    var found = new ArrayList<Kept>();
    for (var key : stepping) {
      var kept = held.get(key);
      if (kept != null) {
        found.add(kept);
      }
    }
    return found;
  }

  void forget(Instant now, EscalationProperties properties) {
    var forgotten = new ArrayList<String>();
    held.forEach((key, kept) -> {
      if (isForgotten(kept.course(), now, properties)) {
        forgotten.add(key);
      }
    });
    for (var key : forgotten) {
      store.delete(key);
      held.remove(key);
      written.remove(key);
      stepping.remove(key);
    }
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
