package io.godwit.scheduler.queue.adapter;

import io.godwit.events.MigrationId;
import io.godwit.events.migration.QueueReported;
import io.godwit.events.migration.QueueReported.Place;
import io.godwit.scheduler.dispatch.Dispatch;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Windows;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.outbox.Outbox;
import io.godwit.scheduler.queue.Places;
import io.godwit.scheduler.queue.Queue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells the queue when it has changed, and not more than once in a while. The leader's alone. */
@Component
final class QueueReports {
  /** By so little an expected start may differ without being told anew. */
  private static final Duration SAME = Duration.ofSeconds(5);

  private final Queue queue;
  private final Outbox outbox;
  private final Limits limits;
  private final QueueProperties properties;
  private final Map<MigrationId, String> blocked = new HashMap<>();
  private @Nullable QueueReported last;
  private Instant next = Instant.EPOCH;

  QueueReports(Queue queue, Outbox outbox, Limits limits, QueueProperties properties) {
    this.queue = queue;
    this.outbox = outbox;
    this.limits = limits;
    this.properties = properties;
  }

  /** What those wait for that the last dispatch looked at. */
  void blocked(List<Dispatch.Blocked> said) {
    said.forEach(one -> blocked.put(one.migration(), one.waitingFor()));
  }

  /** In the transaction of a dispatch, which looked at this fleet. */
  void report(Fleet fleet, Instant now) {
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(properties.reportEvery());
    var first = queue.first(properties.reported());
    int total = first.size() < properties.reported() ? first.size() : queue.length();
    blocked.keySet().retainAll(first.stream().map(Migration::id).collect(Collectors.toSet()));
    first.forEach(one -> untimely(one, fleet, now));
    var report = Places.of(first, total, blocked, fleet, limits, now);
    if (last == null ? total > 0 : !same(last, report)) {
      outbox.addQueue(report);
      last = report;
    }
  }

  /** Those that have to wait for a window the dispatch does not look at. */
  private void untimely(Migration migration, Fleet fleet, Instant now) {
    var reason = migration.origin().request().reasonOrDefault();
    fleet
        .host(migration.sourceOrThrow())
        .map(host -> Windows.closed(host, reason, migration.project(), now, limits))
        .ifPresent(closed -> blocked.put(migration.id(), closed));
  }

  private static boolean same(QueueReported one, QueueReported other) {
    if (one.total() != other.total() || one.places().size() != other.places().size()) {
      return false;
    }
    for (int i = 0; i < one.places().size(); i++) {
      if (!same(one.places().get(i), other.places().get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(Place one, Place other) {
    return one.migration().equals(other.migration())
        && one.waitingFor().equals(other.waitingFor())
        && same(one.expectedStart(), other.expectedStart());
  }

  private static boolean same(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return Objects.equals(one, other);
    }
    return Duration.between(one, other).abs().compareTo(SAME) < 0;
  }
}
