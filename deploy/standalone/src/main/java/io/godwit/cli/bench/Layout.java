package io.godwit.cli.bench;

import io.godwit.cli.deployment.AgentPlan;
import io.godwit.cli.deployment.AgentPlan.SimulatedFleet;
import io.godwit.cli.deployment.AgentPlan.SimulatedGuest;
import io.godwit.cli.deployment.AgentPlan.SimulatedHost;
import io.godwit.cli.deployment.LinkRate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where the bottleneck of an evacuation of sim-1 is; it carries 1 Gbit/s in each of them. */
enum Layout {
  SOURCE("source", "the source's NIC, 1 Gbit/s; four destinations of 2 Gbit/s") {
    @Override
    SimulatedFleet fleet(List<SimulatedGuest> guests, boolean tellLinks) {
      return fiveHosts(
          FAST, guests, tellLinks, Map.of(SOURCE_HOST, new SimulatedHost(GIGABIT, null, null)));
    }

    @Override
    FlowNetwork network() {
      return toEach(new FlowNetwork().link(SOURCE_HOST, SWITCH, GIGABIT.bytesPerSecond()), 4, FAST);
    }
  },
  DESTINATIONS("destinations", "the destinations' NICs, four of 250 Mbit/s; source of 2 Gbit/s") {
    @Override
    SimulatedFleet fleet(List<SimulatedGuest> guests, boolean tellLinks) {
      return fiveHosts(
          SLOW, guests, tellLinks, Map.of(SOURCE_HOST, new SimulatedHost(FAST, null, null)));
    }

    @Override
    FlowNetwork network() {
      return toEach(new FlowNetwork().link(SOURCE_HOST, SWITCH, FAST.bytesPerSecond()), 4, SLOW);
    }
  },
  UPLINK("uplink", "the uplink of the source's rack, 1 Gbit/s; its other host is full; 2 Gbit/s") {
    @Override
    SimulatedFleet fleet(List<SimulatedGuest> guests, boolean tellLinks) {
      var hosts = new TreeMap<String, SimulatedHost>();
      hosts.put(SOURCE_HOST, new SimulatedHost(FAST, null, LEFT));
      hosts.put(AgentPlan.simulatedHost(2), new SimulatedHost(FAST, FULL_MIB, LEFT));
      for (int number = 3; number <= HOSTS; number++) {
        hosts.put(AgentPlan.simulatedHost(number), new SimulatedHost(FAST, null, RIGHT));
      }
      return new SimulatedFleet(HOSTS, FAST, MEMORY_MIB, guests, hosts, uplinks(), tellLinks);
    }

    @Override
    SortedMap<String, LinkRate> uplinks() {
      return new TreeMap<>(Map.of(LEFT, GIGABIT, RIGHT, GIGABIT));
    }

    @Override
    FlowNetwork network() {
      var network = new FlowNetwork().link(SOURCE_HOST, LEFT, FAST.bytesPerSecond());
      network.link(LEFT, RIGHT, GIGABIT.bytesPerSecond());
      return toEach(network.link(RIGHT, SWITCH, GIGABIT.bytesPerSecond()), 3, FAST);
    }
  };

  static final String SOURCE_HOST = AgentPlan.simulatedHost(1);
  private static final LinkRate SLOW = LinkRate.parse("250mbit");
  private static final LinkRate GIGABIT = LinkRate.parse("1gbit");
  private static final LinkRate FAST = LinkRate.parse("2gbit");
  private static final int HOSTS = 5;
  private static final String SWITCH = "switch";
  private static final String ELSEWHERE = "elsewhere";
  private static final String LEFT = "rack-left";
  private static final String RIGHT = "rack-right";
  private static final long MEMORY_MIB = 64 * 1024;

  /** Too little for any guest. */
  private static final long FULL_MIB = 256;

  private final String word;
  private final String bottleneck;

  Layout(String word, String bottleneck) {
    this.word = word;
    this.bottleneck = bottleneck;
  }

  /**
   * The hosts, with the guests on the source.
   *
   * @param tellLinks whether the control plane is told what links carry
   */
  abstract SimulatedFleet fleet(List<SimulatedGuest> guests, boolean tellLinks);

  /** Uplinks that the scheduler is told. */
  SortedMap<String, LinkRate> uplinks() {
    return new TreeMap<>();
  }

  abstract FlowNetwork network();

  /** Bytes per second that can leave the source at most. */
  long capacity() {
    return network().mostFlow(SOURCE_HOST, ELSEWHERE);
  }

  String word() {
    return word;
  }

  String bottleneck() {
    return bottleneck;
  }

  private static SimulatedFleet fiveHosts(
      LinkRate link,
      List<SimulatedGuest> guests,
      boolean tellLinks,
      Map<String, SimulatedHost> described) {
    return new SimulatedFleet(
        HOSTS, link, MEMORY_MIB, guests, new TreeMap<>(described), new TreeMap<>(), tellLinks);
  }

  private static FlowNetwork toEach(FlowNetwork network, int destinations, LinkRate link) {
    for (int i = 1; i <= destinations; i++) {
      String destination = "destination-" + i;
      network.link(SWITCH, destination, link.bytesPerSecond());
      network.link(destination, ELSEWHERE, Long.MAX_VALUE / 16);
    }
    return network;
  }
}
