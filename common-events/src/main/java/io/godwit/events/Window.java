package io.godwit.events;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which migrations are held back, or to which those for maintenance are confined.
 *
 * @param kind what it does
 * @param from when it begins
 * @param until when it ends, not included
 * @param every it comes again with this period, at least its own length; absent: it comes once
 */
public record Window(Kind kind, Instant from, Instant until, @Nullable Duration every) {
  /** What a window does. */
  public enum Kind {
    /** Nothing starts in it, except an evacuation. */
    BLACKOUT,
    /** Migrations for maintenance start in such windows only. */
    MAINTENANCE
  }

  public Window {
    Require.present(kind, "kind");
    Require.present(from, "from");
    Require.present(until, "until");
    if (!from.isBefore(until)) {
      throw new InvalidField("until", "must be after from");
    }
    if (every != null && every.compareTo(Duration.between(from, until)) < 0) {
      throw new InvalidField("everyMillis", "must not be shorter than the window");
    }
  }

  /** Whether a moment lies in it. */
  public boolean contains(Instant now) {
    if (now.isBefore(from)) {
      return false;
    }
    var since = Duration.between(from, now);
    var into = every == null ? since : Duration.ofNanos(since.toNanos() % every.toNanos());
    return into.compareTo(Duration.between(from, until)) < 0;
  }
}
