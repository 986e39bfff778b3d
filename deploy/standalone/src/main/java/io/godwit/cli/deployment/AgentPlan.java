package io.godwit.cli.deployment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One agent process: its name, and the settings that say for which hosts it works. */
public record AgentPlan(String name, List<String> settings) {
  public AgentPlan {
    settings = List.copyOf(settings);
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
    String name = "agent-" + host.id().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
    settings.add("--agent.host.state-directory=" + stateFolder.resolve(name));
    return new AgentPlan(name, settings);
  }

  static AgentPlan simulated(
      int hosts, LinkRate link, List<SimulatedGuest> guests, Path stateFolder) {
    var settings = new ArrayList<String>();
    settings.add("--agent.simulated.hosts=" + hosts);
    settings.add("--agent.simulated.link-rate=" + bytes(link.bytesPerSecond()));
    for (int i = 0; i < guests.size(); i++) {
      var guest = guests.get(i);
      String key = "--agent.simulated.guests[%d].".formatted(i);
      settings.add(key + "name=" + guest.name());
      settings.add(key + "host=" + guest.host());
      settings.add(key + "memory=" + guest.memoryMib() + "MB");
      settings.add(key + "working-set=" + guest.workingSetMib() + "MB");
      settings.add(key + "dirty-rate=" + guest.dirtyRateMibps() + "MB");
    }
    settings.add("--agent.host.state-directory=" + stateFolder.resolve("agent-simulated"));
    return new AgentPlan("agent-simulated", settings);
  }

  /** In Spring's form of a data size. */
  private static String bytes(long count) {
    return count + "B";
  }
}
