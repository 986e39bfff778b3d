package io.godwit.scheduler.evacuation;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.Require;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a destination offers, as long as it is open and alive.
 *
 * @param host which one
 * @param free memory that nothing takes
 * @param link what its link carries; absent: not known
 */
public record Room(HostId host, Bytes free, @Nullable BytesPerSecond link) {
  public Room {
    Require.present(host, "host");
    Require.present(free, "freeBytes");
  }

  boolean sameLink(Room other) {
    return Objects.equals(link, other.link);
  }
}
