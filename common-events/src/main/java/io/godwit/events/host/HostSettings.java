package io.godwit.events.host;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.Require;
import io.godwit.events.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What operators say of one host at run time. What is absent is as the configuration says.
 *
 * @param outgoingLimit migrations that it may send at once; 0: no limit
 * @param incomingLimit migrations that it may receive at once; 0: no limit
 * @param bandwidthCap what its migrations may take of its link, in each direction; 0: all of it
 * @param closed whether nothing may be moved there
 * @param windows when its migrations may start
 * @param postCopyForbidden whether no guest may be moved from or to it by post-copy
 */
public record HostSettings(
    @Nullable Integer outgoingLimit,
    @Nullable Integer incomingLimit,
    @Nullable BytesPerSecond bandwidthCap,
    @Nullable Boolean closed,
    List<Window> windows,
    @Nullable Boolean postCopyForbidden) {
  public static final HostSettings NONE = new HostSettings(null, null, null, null, List.of());
  private static final int MOST_WINDOWS = 50;

  public HostSettings {
    if (outgoingLimit != null) {
      Require.atLeast(outgoingLimit, 0, "outgoingLimit");
    }
    if (incomingLimit != null) {
      Require.atLeast(incomingLimit, 0, "incomingLimit");
    }
    windows = Require.list(windows);
    Require.atMost(windows.size(), MOST_WINDOWS, "windows");
  }

  /** One that leaves post-copy to the policies. */
  public HostSettings(
      @Nullable Integer outgoingLimit,
      @Nullable Integer incomingLimit,
      @Nullable BytesPerSecond bandwidthCap,
      @Nullable Boolean closed,
      List<Window> windows) {
    this(outgoingLimit, incomingLimit, bandwidthCap, closed, windows, null);
  }

  public boolean postCopyForbiddenOrDefault() {
    return Boolean.TRUE.equals(postCopyForbidden);
  }

  public boolean closedOrDefault() {
    return Boolean.TRUE.equals(closed);
  }
}
