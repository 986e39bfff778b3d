package io.godwit.agent.hypervisor.simulated;

import io.godwit.agent.hypervisor.simulated.LinkShares.Flow;
import io.godwit.agent.hypervisor.simulated.LinkShares.Link;
import io.godwit.agent.hypervisor.simulated.LinkShares.Link.Kind;
import io.godwit.events.BytesPerSecond;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The links between the hosts: each host's own, full duplex, and those of the groups of hosts that
 * share an uplink, which what stays in a group does not use.
 */
final class SimulatedNetwork {
  private final Map<Link, Double> capacities = new HashMap<>();

  void add(SimulatedHost host) {
    put(Kind.HOST, host.id().value(), host.link());
  }

  void addUplink(String group, BytesPerSecond rate) {
    put(Kind.UPLINK, group, rate);
  }

  private void put(Kind kind, String name, BytesPerSecond rate) {
    capacities.put(new Link(kind, name, true), (double) rate.count());
    capacities.put(new Link(kind, name, false), (double) rate.count());
  }

  /** Bytes per second of each migration, all of which move. */
  Map<SimulatedMigration, Double> rates(Collection<SimulatedMigration> migrations) {
    var moving = List.copyOf(migrations);
    var flows = moving.stream().map(m -> new Flow(way(m), m.most())).toList();
    var rates = LinkShares.divide(capacities, flows);
    var each = new IdentityHashMap<SimulatedMigration, Double>();
    for (int i = 0; i < rates.length; i++) {
      each.put(moving.get(i), rates[i]);
    }
    return each;
  }

  private List<Link> way(SimulatedMigration migration) {
    var source = migration.source;
    var destination = migration.destination;
    var way = new ArrayList<Link>();
    way.add(new Link(Kind.HOST, source.id().value(), true));
    way.add(new Link(Kind.HOST, destination.id().value(), false));
    if (!source.uplink().equals(destination.uplink())) {
      source.uplink().ifPresent(group -> addKnown(way, new Link(Kind.UPLINK, group, true)));
      destination.uplink().ifPresent(group -> addKnown(way, new Link(Kind.UPLINK, group, false)));
    }
    return way;
  }

  /** A group whose uplink nobody described does not narrow the way. */
  private void addKnown(List<Link> way, Link link) {
    if (capacities.containsKey(link)) {
      way.add(link);
    }
  }
}
