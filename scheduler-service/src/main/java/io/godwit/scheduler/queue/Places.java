package io.godwit.scheduler.queue;

import io.godwit.events.MigrationId;
import io.godwit.events.migration.QueueReported;
import io.godwit.events.migration.QueueReported.Place;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.QueueForecast;
import io.godwit.scheduler.migration.Migration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The queue as people are told of it, with the start that is expected of each. */
public final class Places {
  private Places() {}

  /**
   * @param first of the queue, in order
   * @param total how many wait
   * @param blocked what those wait for of which the last dispatch said so
   */
  public static QueueReported of(
      List<Migration> first,
      int total,
      Map<MigrationId, String> blocked,
      Fleet fleet,
      Limits limits,
      Instant now) {
    var waiting = first.stream().map(one -> Views.waiting(one, fleet)).toList();
    var starts = QueueForecast.starts(fleet, waiting, now, limits);
    var places = new ArrayList<Place>();
    for (var migration : first) {
      var words = Objects.requireNonNullElse(migration.waitingFor(), "its turn");
      places.add(
          new Place(
              migration.id(),
              migration.guestOrThrow().guest(),
              migration.sourceOrThrow(),
              places.size() + 1,
              blocked.getOrDefault(migration.id(), words),
              starts.get(migration.id())));
    }
    return new QueueReported(now, total, places);
  }
}
