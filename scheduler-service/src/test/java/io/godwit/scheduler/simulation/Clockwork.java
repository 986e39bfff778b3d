package io.godwit.scheduler.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time: what is due is done in its order, and nothing happens in between. */
final class Clockwork {
  static final Instant BEGIN = Instant.parse("2026-11-21T10:00:00Z");

  private record Task(Instant at, long order, Runnable work) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::at).thenComparingLong(Task::order));
  private Instant now = BEGIN;
  private long order;

  Instant now() {
    return now;
  }

  void at(Instant time, Runnable work) {
    tasks.add(new Task(time.isBefore(now) ? now : time, order++, work));
  }

  void after(Duration wait, Runnable work) {
    at(now.plus(wait), work);
  }

  void afterMillis(long millis, Runnable work) {
    at(now.plusMillis(millis), work);
  }

  /** Again and again, from now on. */
  void every(Duration period, Runnable work) {
    after(
        period,
        () -> {
          work.run();
          every(period, work);
        });
  }

  /** Does the next thing; false if there is none until then. */
  boolean step(Instant until) {
    var next = tasks.peek();
    if (next == null || next.at().isAfter(until)) {
      now = until;
      return false;
    }
    tasks.remove();
    now = next.at();
    next.work().run();
    return true;
  }
}
