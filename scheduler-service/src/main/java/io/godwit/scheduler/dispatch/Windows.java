package io.godwit.scheduler.dispatch;

import io.godwit.events.HostId;
import io.godwit.events.Reason;
import io.godwit.events.Window;
import io.godwit.events.Window.Kind;
import java.time.Instant;
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
    return reason != Reason.EVACUATION && in(Kind.BLACKOUT, host.settings().windows(), now)
        ? host.id() + " is in a blackout"
        : null;
  }

  /**
   * Why a migration may not leave its source now; absent: it may. One for maintenance leaves in
   * maintenance windows only, where its source has any.
   */
  public static @Nullable String closed(
      Fleet.Host source, Reason reason, String project, Instant now, Limits limits) {
    var blackout = blackout(source, reason, now);
    if (blackout != null) {
      return blackout;
    }
    if (reason != Reason.EVACUATION && in(Kind.BLACKOUT, limits.project(project).windows(), now)) {
      return "project " + project + " is in a blackout";
    }
    return reason == Reason.MAINTENANCE ? outOfMaintenance(source.id(), source, now) : null;
  }

  private static @Nullable String outOfMaintenance(HostId id, Fleet.Host source, Instant now) {
    var windows = source.settings().windows();
    boolean any = windows.stream().anyMatch(window -> window.kind() == Kind.MAINTENANCE);
    return any && !in(Kind.MAINTENANCE, windows, now)
        ? id + " is out of its maintenance windows"
        : null;
  }

  private static boolean in(Kind kind, List<Window> windows, Instant now) {
    return windows.stream().anyMatch(window -> window.kind() == kind && window.contains(now));
  }
}
