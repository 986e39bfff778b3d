package io.godwit.scheduler.dispatch;

import io.godwit.events.Reason;
import io.godwit.events.Window;
import io.godwit.events.Window.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the time is right, by the windows of hosts and projects. */
public final class Windows {
  private Windows() {}

  /**
   * Why nothing for that reason may start there now; absent: it may. An evacuation starts at any
   * time.
   */
  public static @Nullable String blackout(Fleet.Host host, Reason reason, Instant now) {
    return blackout(host.id().value(), host.settings().windows(), reason, now);
  }

  /** Why nothing of that project may start now for that reason; absent: it may. */
  public static @Nullable String blackout(
      String project, Reason reason, Instant now, Limits limits) {
    return blackout("project " + project, limits.project(project).windows(), reason, now);
  }

  private static @Nullable String blackout(
      String whose, List<Window> windows, Reason reason, Instant now) {
    if (windows.isEmpty() || reason == Reason.EVACUATION) {
      return null;
    }
    return windows.stream()
        .filter(window -> window.kind() == Kind.BLACKOUT && window.contains(now))
        .map(window -> end(window, now))
        .max(Comparator.naturalOrder())
        .map(until -> "%s is in a blackout until %s".formatted(whose, until))
        .orElse(null);
  }

  /**
   * Why a migration may not leave its source now; absent: it may. One for maintenance leaves in
   * maintenance windows only, where its source has any.
   */
  public static @Nullable String closed(
      Fleet.Host source, Reason reason, String project, Instant now, Limits limits) {
    var blackout = blackout(source, reason, now);
    if (blackout == null) {
      blackout = blackout(project, reason, now, limits);
    }
    return blackout == null ? outOfMaintenance(source, reason, now) : blackout;
  }

  /** Why nothing for maintenance may leave that host now; absent: it may, or is for no such. */
  public static @Nullable String outOfMaintenance(Fleet.Host source, Reason reason, Instant now) {
    if (reason != Reason.MAINTENANCE) {
      return null;
    }
    var windows =
        source.settings().windows().stream()
            .filter(window -> window.kind() == Kind.MAINTENANCE)
            .toList();
    if (windows.isEmpty() || windows.stream().anyMatch(window -> window.contains(now))) {
      return null;
    }
    var out = source.id() + " is out of its maintenance windows";
    return windows.stream()
        .map(window -> begin(window, now))
        .filter(next -> next.isAfter(now))
        .min(Comparator.naturalOrder())
        .map(next -> out + " until " + next)
        .orElse(out);
  }

  /** When a window ends that is open now. */
  private static Instant end(Window window, Instant now) {
    return begin(window, now).plus(Duration.between(window.from(), window.until()));
  }

  /** When it begins next, or has begun if it is open now; in the past if it is over for good. */
  private static Instant begin(Window window, Instant now) {
    var every = window.every();
    if (every == null || now.isBefore(window.from())) {
      return window.from();
    }
    long times = Duration.between(window.from(), now).dividedBy(every);
    var last = window.from().plus(every.multipliedBy(times));
    return window.contains(now) ? last : last.plus(every);
  }
}
