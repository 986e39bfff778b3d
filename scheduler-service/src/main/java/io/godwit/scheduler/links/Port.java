package io.godwit.scheduler.links;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a host is connected, and how many migrations it may have at once.
 *
 * @param host which host
 * @param out its link, outwards
 * @param in its link, inwards
 * @param uplink what it shares with the other hosts of its group; absent: none is known
 * @param rate what its own link physically carries in each direction; absent: not known
 * @param outgoing migrations that it may send at once; 0: no limit
 * @param incoming migrations that it may receive at once; 0: no limit
 */
public record Port(
    HostId host,
    Link out,
    Link in,
    @Nullable Uplink uplink,
    @Nullable BytesPerSecond rate,
    int outgoing,
    int incoming) {

  /** What a group of hosts shares. */
  record Uplink(Link out, Link in) {}

  /** The links from this host to another; between hosts of one group the uplink is not used. */
  public List<Link> to(Port destination) {
    var own = uplink;
    var other = destination.uplink;
    if (own == null) {
      return other == null ? List.of(out, destination.in) : List.of(out, other.in, destination.in);
    }
    if (own.equals(other)) {
      return List.of(out, destination.in);
    }
    return other == null
        ? List.of(out, own.out, destination.in)
        : List.of(out, own.out, other.in, destination.in);
  }

  /** What the two hosts' links carry physically; absent: neither is known. */
  public @Nullable BytesPerSecond physical(Port destination) {
    var other = destination.rate;
    if (rate == null || other == null) {
      return rate == null ? other : rate;
    }
    return rate.compareTo(other) < 0 ? rate : other;
  }
}
