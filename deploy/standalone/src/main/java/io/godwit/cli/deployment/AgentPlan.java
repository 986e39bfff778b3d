package io.godwit.cli.deployment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One agent process: its name, its memory, and the settings that say for which hosts it works. */
public record AgentPlan(String name, List<String> settings, int heapMebibytes) {
  /** Three Kafka clients and a few threads. */
  private static final int HEAP_MEBIBYTES_PER_SIMULATED_HOST = 4;

  /** libvirt's way to the machine on which the agent itself runs. */
  private static final String THIS_MACHINE = "qemu:///";

  public AgentPlan {
    settings = List.copyOf(settings);
  }

  AgentPlan(String name, List<String> settings) {
    this(name, settings, ServicePlan.HEAP_MEBIBYTES);
  }

  /** A host of libvirt; what is null is not known. */
  public record RealHost(
      String id, String uri, String peerUri, @Nullable LinkRate link, @Nullable Long memoryBytes) {}

  /** A guest that the simulated hosts have from the start. */
  public record SimulatedGuest(
      String name, String host, long memoryMib, long workingSetMib, long dirtyRateMibps) {}

  /** The name that the agent gives its simulated hosts, counted from 1. */
  public static String simulatedHost(int number) {
    return "sim-" + number;
  }

  static AgentPlan real(RealHost host, Path stateFolder) {
    var settings = new ArrayList<String>();
    settings.add("--agent.host.id=" + host.id());
    settings.add("--agent.host.uri=" + host.uri());
    settings.add("--agent.host.peer-uri=" + host.peerUri());
    if (host.link() != null) {
      settings.add("--agent.host.link-rate=" + bytes(host.link().bytesPerSecond()));
    }
    if (host.memoryBytes() != null) {
      settings.add("--agent.host.memory=" + bytes(host.memoryBytes()));
    }
    if (!host.uri().startsWith(THIS_MACHINE)) {
      // From here nothing can be said of the host's own network.
      settings.add("--agent.host.probe-network=false");
    }
    String name = "agent-" + host.id().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
    settings.add("--agent.host.state-directory=" + stateFolder.resolve(name));
    return new AgentPlan(name, settings);
  }

  /**
   * Simulated hosts, all served by one process.
   *
   * @param hosts how many
   * @param link of each
   * @param memoryMib of each; null for the agent's default
   * @param guests that they have from the start
   * @param described those that are not like the others, by name
   * @param uplinks what a group of hosts shares towards all others, by group
   * @param tellLinks whether the control plane is told what the hosts' links carry
   */
  public record SimulatedFleet(
      int hosts,
      LinkRate link,
      @Nullable Long memoryMib,
      List<SimulatedGuest> guests,
      SortedMap<String, SimulatedHost> described,
      SortedMap<String, LinkRate> uplinks,
      boolean tellLinks) {
    public SimulatedFleet {
      guests = List.copyOf(guests);
      described = Collections.unmodifiableSortedMap(new TreeMap<>(described));
      uplinks = Collections.unmodifiableSortedMap(new TreeMap<>(uplinks));
    }

    /** Hosts that are all alike. */
    public SimulatedFleet(
        int hosts, LinkRate link, @Nullable Long memoryMib, List<SimulatedGuest> guests) {
      this(hosts, link, memoryMib, guests, new TreeMap<>(), new TreeMap<>(), true);
    }
  }

  /** A simulated host that is not like the others; what is null is like theirs. */
  public record SimulatedHost(
      @Nullable LinkRate link, @Nullable Long memoryMib, @Nullable String uplink) {}

  static AgentPlan simulated(SimulatedFleet fleet, Path stateFolder) {
    var settings = new ArrayList<String>();
    settings.add("--agent.simulated.hosts=" + fleet.hosts());
    settings.add("--agent.simulated.link-rate=" + bytes(fleet.link().bytesPerSecond()));
    add(
        settings,
        "--agent.simulated.memory",
        fleet.memoryMib() == null ? null : mebi(fleet.memoryMib()));
    for (int i = 0; i < fleet.guests().size(); i++) {
      addGuest(settings, "--agent.simulated.guests[%d].".formatted(i), fleet.guests().get(i));
    }
    fleet
        .described()
        .forEach((name, host) ->
            addHost(settings, "--agent.simulated.described.%s.".formatted(name), host));
    fleet
        .uplinks()
        .forEach((group, rate) ->
            settings.add(
                "--agent.simulated.uplinks.%s=%s".formatted(group, bytes(rate.bytesPerSecond()))));
    if (!fleet.tellLinks()) {
      settings.add("--agent.simulated.tell-links=false");
    }
    settings.add("--agent.host.state-directory=" + stateFolder.resolve("agent-simulated"));
    int heap = ServicePlan.HEAP_MEBIBYTES + fleet.hosts() * HEAP_MEBIBYTES_PER_SIMULATED_HOST;
    return new AgentPlan("agent-simulated", settings, heap);
  }

  private static void addGuest(List<String> settings, String key, SimulatedGuest guest) {
    settings.add(key + "name=" + guest.name());
    settings.add(key + "host=" + guest.host());
    settings.add(key + "memory=" + mebi(guest.memoryMib()));
    settings.add(key + "working-set=" + mebi(guest.workingSetMib()));
    settings.add(key + "dirty-rate=" + mebi(guest.dirtyRateMibps()));
  }

  private static void addHost(List<String> settings, String key, SimulatedHost host) {
    add(
        settings,
        key + "link-rate",
        host.link() == null ? null : bytes(host.link().bytesPerSecond()));
    add(settings, key + "memory", host.memoryMib() == null ? null : mebi(host.memoryMib()));
    add(settings, key + "uplink", host.uplink());
  }

  private static void add(List<String> settings, String key, @Nullable String value) {
    if (value != null) {
      settings.add(key + "=" + value);
    }
  }

  private static String mebi(long count) {
    return count + "MB";
  }

  /** In Spring's form of a data size. */
  private static String bytes(long count) {
    return count + "B";
  }
}
