package io.godwit.scheduler;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.MigrationCompleted;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.migration.MigrationEvent.MigrationVerifying;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** How many migrations moved at once, as their events tell. */
final class Overlaps {
  private Overlaps() {}

  /** A migration began to move, or ended. */
  private record Step(Instant at, boolean begins, HostId host) {}

  /** The most that one host sent at once. */
  static long mostOutgoing(List<MigrationEvent> events) {
    return most(events, MigrationRunning::source);
  }

  /** The most that one host received at once. */
  static long mostIncoming(List<MigrationEvent> events) {
    return most(events, MigrationRunning::destination);
  }

  /** Ends before begins: the end of one is what lets the next begin. */
  private static long most(List<MigrationEvent> events, Function<MigrationRunning, HostId> of) {
    var steps = steps(events, of);
    steps.sort(Comparator.comparing(Step::at).thenComparing(Step::begins));
    Map<HostId, Long> now = new HashMap<>();
    long most = 0;
    for (var step : steps) {
      long count = now.merge(step.host(), step.begins() ? 1L : -1L, Long::sum);
      most = Math.max(most, count);
    }
    return most;
  }

  private static List<Step> steps(
      List<MigrationEvent> events, Function<MigrationRunning, HostId> of) {
    var steps = new ArrayList<Step>();
    Map<MigrationId, HostId> moving = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (var event : events) {
      var about = event.about();
      if (!seen.add(about.migration() + "/" + about.sequence())) {
        continue;
      }
      if (event instanceof MigrationRunning running) {
        moving.put(about.migration(), of.apply(running));
        steps.add(new Step(about.at(), true, of.apply(running)));
      } else if (event instanceof MigrationVerifying || event instanceof MigrationCompleted) {
        var host = moving.remove(about.migration());
        if (host != null) {
          steps.add(new Step(about.at(), false, host));
        }
      }
    }
    return steps;
  }
}
