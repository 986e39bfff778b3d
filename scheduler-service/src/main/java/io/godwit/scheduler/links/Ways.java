package io.godwit.scheduler.links;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Limits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The links of a fleet and what migrations may take of them. A host's link carries its rate times
 * the configured share, or the operator's cap if that is lower. An uplink carries what the
 * configuration says of its group; one of which it says nothing is taken to be no narrower than the
 * hosts' own links, and binds nobody.
 */
public final class Ways {
  private final Map<HostId, Port> ports;
  private final Map<String, Port.Uplink> uplinks = new HashMap<>();
  private final Limits.Links rules;
  private final Limits.Slots slots;

  public Ways(List<Fleet.Host> hosts, Limits limits) {
    rules = limits.links();
    slots = limits.slots();
    ports = HashMap.newHashMap(hosts.size());
    for (var host : hosts) {
      ports.put(host.id(), port(host, slots));
    }
  }

  /** A host is connected in another way, or may have another number of migrations at once. */
  public void change(Fleet.Host host) {
    ports.put(host.id(), port(host, slots));
  }

  private Port port(Fleet.Host host, Limits.Slots slots) {
    var inventory = host.inventory();
    var resources = inventory == null ? null : inventory.resources();
    var group = resources == null ? null : resources.uplink();
    var rate = inventory == null ? null : inventory.linkRate();
    var capacity = capacity(host, rate);
    var name = host.id().value();
    var outgoing = host.settings().outgoingLimit();
    var incoming = host.settings().incomingLimit();
    return new Port(
        host.id(),
        new Link(Link.Kind.HOST_OUT, name, capacity),
        new Link(Link.Kind.HOST_IN, name, capacity),
        group == null ? null : uplinks.computeIfAbsent(group, this::uplink),
        rate,
        outgoing == null ? slots.outgoingPerHost() : outgoing,
        incoming == null ? slots.incomingPerHost() : incoming);
  }

  private Port.Uplink uplink(String group) {
    var capacity = rules.uplinks().get(group);
    return new Port.Uplink(
        new Link(Link.Kind.UPLINK_OUT, group, capacity),
        new Link(Link.Kind.UPLINK_IN, group, capacity));
  }

  private @Nullable BytesPerSecond capacity(Fleet.Host host, @Nullable BytesPerSecond rate) {
    var share = rate == null ? null : new BytesPerSecond((long) (rate.count() * rules.share()));
    var cap = host.settings().bandwidthCap();
    if (cap == null || cap.count() == 0) {
      return share;
    }
    return share == null || cap.compareTo(share) < 0 ? cap : share;
  }

  /** How a host is connected; one that nobody has heard of, in no known way. */
  public Port port(HostId host) {
    return ports.computeIfAbsent(
        host, id -> port(new Fleet.Host(id, null, null, false), Limits.Slots.DEFAULT));
  }

  /**
   * What one migration gets on a way that it has for itself, within its own cap; absent: no link of
   * it is known and there is no cap.
   */
  public @Nullable BytesPerSecond alone(List<Link> way) {
    var least = rules.perMigration();
    for (var link : way) {
      var capacity = link.capacity();
      if (capacity != null && (least == null || capacity.compareTo(least) < 0)) {
        least = capacity;
      }
    }
    return least;
  }

  Limits.Links rules() {
    return rules;
  }
}
