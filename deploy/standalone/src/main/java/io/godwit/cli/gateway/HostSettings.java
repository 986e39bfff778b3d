package io.godwit.cli.gateway;

import io.godwit.events.Require;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What operators say of a host; null is as the configuration says.
 *
 * @param outgoingLimit migrations that it may send at once; 0: no limit
 * @param incomingLimit migrations that it may receive at once; 0: no limit
 * @param bandwidthCapBytesPerSecond what migrations may take of its link; 0: all of it
 * @param closed whether nothing may be moved there
 * @param postCopyForbidden whether no guest may be moved from or to it by post-copy
 */
public record HostSettings(
    @Nullable Integer outgoingLimit,
    @Nullable Integer incomingLimit,
    @Nullable Long bandwidthCapBytesPerSecond,
    @Nullable Boolean closed,
    List<Window> windows,
    @Nullable Boolean postCopyForbidden) {
  public static final HostSettings NONE = new HostSettings(null, null, null, null, List.of(), null);

  public HostSettings {
    windows = Require.list(windows);
  }

  /**
   * A time in which migrations are held back, or to which those for maintenance are confined.
   *
   * @param kind blackout or maintenance
   * @param everyMillis it comes again with this period; null: it comes once
   */
  public record Window(String kind, Instant from, Instant until, @Nullable Long everyMillis) {
    private Map<String, Object> fields() {
      return new Body()
          .with("kind", kind)
          .with("from", from.toString())
          .with("until", until.toString())
          .with("everyMillis", everyMillis)
          .fields();
    }
  }

  public boolean closedOrDefault() {
    return Boolean.TRUE.equals(closed);
  }

  Body body() {
    var told = windows.isEmpty() ? null : windows.stream().map(Window::fields).toList();
    return new Body()
        .with("outgoingLimit", outgoingLimit)
        .with("incomingLimit", incomingLimit)
        .with("bandwidthCapBytesPerSecond", bandwidthCapBytesPerSecond)
        .with("closed", closed)
        .with("windows", told)
        .with("postCopyForbidden", postCopyForbidden);
  }
}
