package io.godwit.cli.deployment;

import io.godwit.cli.deployment.AgentPlan.RealHost;
import io.godwit.cli.deployment.AgentPlan.SimulatedGuest;
import io.godwit.cli.deployment.HostsChoice.ExistingHosts;
import io.godwit.cli.deployment.HostsChoice.LabHosts;
import io.godwit.cli.deployment.HostsChoice.SimulatedHosts;
import io.godwit.parts.Lab;
import io.godwit.parts.PartFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hosts of a deployment, of each kind that there is. */
public final class Fleets {
  private static final LinkRate USUAL_LINK = LinkRate.parse("1gbit");
  private static final long MEBIBYTE = 1 << 20;

  private Fleets() {}

  /**
   * Says what is in the way of these hosts before anything is started.
   *
   * @param link null for the usual one
   * @param lab which would be used
   */
  public static Fleet of(HostsChoice choice, @Nullable LinkRate link, Lab lab)
      throws IOException, InterruptedException {
    return switch (choice) {
      case LabHosts(var count) -> lab(lab, count, link);
      case SimulatedHosts(var count) -> simulated(count, link, simulatedGuests());
      case ExistingHosts hosts -> existing(hosts, link);
    };
  }

  /** Hosts that are computed, with guests on them. */
  public static Fleet simulated(int count, @Nullable LinkRate link, List<SimulatedGuest> guests) {
    var rate = link == null ? USUAL_LINK : link;
    return new Plain(
        new SimulatedHosts(count).toString(),
        null,
        folder -> List.of(AgentPlan.simulated(count, rate, guests, folder)));
  }

  /** Two that come to rest by pre-copy, one that never does. */
  private static List<SimulatedGuest> simulatedGuests() {
    return List.of(
        new SimulatedGuest("calm", AgentPlan.simulatedHost(1), 512, 16, 1),
        new SimulatedGuest("busy", AgentPlan.simulatedHost(1), 512, 64, 20),
        new SimulatedGuest("wild", AgentPlan.simulatedHost(1), 512, 256, 400));
  }

  private static Fleet existing(ExistingHosts hosts, @Nullable LinkRate link) {
    return new Plain(
        hosts.toString(),
        null,
        folder ->
            hosts.hosts().stream()
                .map(host -> new RealHost(host.name(), host.uri(), host.uri(), link, null))
                .map(host -> AgentPlan.real(host, folder))
                .toList());
  }

  private static Fleet lab(Lab lab, int count, @Nullable LinkRate link)
      throws IOException, InterruptedException {
    var obstacle = Lab.obstacle();
    if (obstacle.isPresent()) {
      throw new PartFailed(
          "the lab cannot run here: %s; --hosts simulated:%d can".formatted(obstacle.get(), count));
    }
    var listing = lab.list();
    boolean there = listing.state().equals("up");
    if (there && listing.hosts().size() != count) {
      throw new PartFailed(
          "the lab '%s' is up with %d hosts: take --hosts lab:%2$d, or ./godwit lab down first"
              .formatted(lab.name(), listing.hosts().size()));
    }
    if (there
        && link != null
        && !Long.valueOf(link.bitsPerSecond()).equals(listing.linkBitsPerSecond())) {
      throw new PartFailed(
          "the lab '%s' is up with other links than %s: ./godwit lab down first"
              .formatted(lab.name(), link.text()));
    }
    var rate = link == null ? USUAL_LINK : link;
    return new Plain(
        new LabHosts(count).toString(),
        there ? null : lab.name(),
        folder -> {
          if (!there) {
            lab.up(count, rate.text());
          }
          return agents(lab.list(), folder);
        });
  }

  private static List<AgentPlan> agents(Lab.Listing listing, Path folder) {
    Long bits = listing.linkBitsPerSecond();
    var link = bits == null ? null : LinkRate.ofBits(bits);
    return listing.hosts().stream()
        .map(host ->
            new RealHost(
                host.host(), host.uri(), host.peerUri(), link, host.memoryMiB() * MEBIBYTE))
        .map(host -> AgentPlan.real(host, folder))
        .toList();
  }

  /** What is done to have the agents' plans. */
  private interface Making {
    List<AgentPlan> agents(Path folder) throws Exception;
  }

  private record Plain(String description, @Nullable String ownedLab, Making making)
      implements Fleet {
    @Override
    public List<AgentPlan> agents(Path stateFolder) throws Exception {
      return making.agents(stateFolder);
    }
  }
}
