package io.godwit.gateway.projection.adapter;

import io.godwit.events.MigrationId;
import io.godwit.gateway.projection.adapter.Item.OfMigration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds back a migration's progress until its interval is over or something else is to be written
 * of it. What is held is lost at a stop, which does no harm: it is old by the next sample.
 */
final class ProgressThrottle {
  private static final int MOST_MIGRATIONS = 10_000;
  private final Duration interval;
  private final Map<MigrationId, Held> migrations =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MigrationId, Held> eldest) {
          return size() > MOST_MIGRATIONS;
        }
      };

  ProgressThrottle(Duration interval) {
    this.interval = interval;
  }

  /** What of a batch, and of what was held back before, is to be written now, by migration. */
  Map<MigrationId, List<OfMigration>> due(List<OfMigration> batch, Instant now) {
    var others = new HashMap<MigrationId, List<OfMigration>>();
    for (var item : batch) {
      var held = migrations.computeIfAbsent(item.migration(), _ -> new Held());
      if (item instanceof Item.Recorded) {
        others.computeIfAbsent(item.migration(), _ -> new ArrayList<>()).add(item);
      } else {
        held.keep(item);
      }
    }
    var due = new LinkedHashMap<MigrationId, List<OfMigration>>();
    for (var entry : List.copyOf(migrations.entrySet())) {
      var recorded = others.getOrDefault(entry.getKey(), List.of());
      if (!recorded.isEmpty() || entry.getValue().isDue(now.minus(interval))) {
        due.put(entry.getKey(), entry.getValue().release(recorded, now));
      }
    }
    return due;
  }

  /** A migration's last progress that is not written yet. */
  private static final class Held {
    private @Nullable OfMigration trend;
    private @Nullable OfMigration sample;
    private Instant writtenAt = Instant.EPOCH;

    void keep(OfMigration progress) {
      if (progress instanceof Item.Trend) {
        trend = progress;
      } else {
        sample = progress;
      }
    }

    boolean isDue(Instant writtenBefore) {
      return (trend != null || sample != null) && !writtenAt.isAfter(writtenBefore);
    }

    List<OfMigration> release(List<OfMigration> recorded, Instant now) {
      var released = new ArrayList<>(recorded);
      if (trend != null) {
        released.add(trend);
      }
      if (sample != null) {
        released.add(sample);
      }
      trend = null;
      sample = null;
      writtenAt = now;
      return released;
    }
  }
}
