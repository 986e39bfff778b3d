package io.godwit.cli.deployment;

import io.godwit.cli.deployment.AgentPlan.RealHost;
import io.godwit.cli.deployment.AgentPlan.SimulatedFleet;
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
   * How hosts that are made are to be.
   *
   * @param link null for the usual one
   * @param suites Debian suites that go round the hosts of a lab; empty for the usual one
   * @param memoryMib that guests may use of each host; null for its own
   */
  public record Make(@Nullable LinkRate link, List<String> suites, @Nullable Long memoryMib) {
    public Make {
      suites = List.copyOf(suites);
    }

    LinkRate linkOrUsual() {
      return link == null ? USUAL_LINK : link;
    }
  }

  /** Hosts of which only the links are said. */
  public static Fleet of(HostsChoice choice, @Nullable LinkRate link, Lab lab)
      throws IOException, InterruptedException {
    return of(choice, new Make(link, List.of(), null), lab);
  }

  /**
   * Says what is in the way of these hosts before anything is started.
   *
   * @param lab which would be used
   */
  public static Fleet of(HostsChoice choice, Make make, Lab lab)
      throws IOException, InterruptedException {
    if (!make.suites().isEmpty() && !(choice instanceof LabHosts)) {
      throw new Invalid("--suite: only hosts of the lab are made of Debian's suites");
    }
    return switch (choice) {
      case LabHosts(var count) -> lab(lab, count, make);
      case SimulatedHosts(var count) ->
          simulated(
              new SimulatedFleet(count, make.linkOrUsual(), make.memoryMib(), simulatedGuests()));
      case ExistingHosts hosts -> existing(hosts, make);
    };
  }

  /** Hosts that are computed, with guests on them. */
  public static Fleet simulated(int count, @Nullable LinkRate link, List<SimulatedGuest> guests) {
    return simulated(new SimulatedFleet(count, link == null ? USUAL_LINK : link, null, guests));
  }

  /** Hosts that are computed, as described. */
  public static Fleet simulated(SimulatedFleet fleet) {
    return new Plain(
        new SimulatedHosts(fleet.hosts()).toString(),
        null,
        folder -> List.of(AgentPlan.simulated(fleet, folder)));
  }

  /** Two that come to rest by pre-copy, one that never does. */
  private static List<SimulatedGuest> simulatedGuests() {
    return List.of(
        new SimulatedGuest("calm", AgentPlan.simulatedHost(1), 512, 16, 1),
        new SimulatedGuest("busy", AgentPlan.simulatedHost(1), 512, 64, 20),
        new SimulatedGuest("wild", AgentPlan.simulatedHost(1), 512, 256, 400));
  }

  private static Fleet existing(ExistingHosts hosts, Make make) {
    Long memory = make.memoryMib() == null ? null : make.memoryMib() * MEBIBYTE;
    return new Plain(
        hosts.toString(),
        null,
        folder ->
            hosts.hosts().stream()
                .map(host -> new RealHost(host.name(), host.uri(), host.uri(), make.link(), memory))
                .map(host -> AgentPlan.real(host, folder))
                .toList());
  }

  private static Fleet lab(Lab lab, int count, Make make) throws IOException, InterruptedException {
    var obstacle = Lab.obstacle();
    if (obstacle.isPresent()) {
      throw new PartFailed(
          "the lab cannot run here: %s; --hosts simulated:%d can".formatted(obstacle.get(), count));
    }
    var listing = lab.list();
    boolean there = listing.state().equals("up");
    if (there) {
      refuseOther(lab.name(), listing, count, make);
    }
    var wanted = new Lab.Making(count, make.linkOrUsual().text(), make.suites(), make.memoryMib());
    return new Plain(
        new LabHosts(count).toString(),
        there ? null : lab.name(),
        folder -> {
          if (!there) {
            lab.up(wanted);
          }
          return agents(lab.list(), folder);
        });
  }

  /** A lab that is up already must be what is asked for. */
  private static void refuseOther(String name, Lab.Listing listing, int count, Make make) {
    if (listing.hosts().size() != count) {
      throw new PartFailed(
          "the lab '%s' is up with %d hosts: take --hosts lab:%2$d, or ./godwit lab down first"
              .formatted(name, listing.hosts().size()));
    }
    if (make.link() != null
        && !Long.valueOf(make.link().bitsPerSecond()).equals(listing.linkBitsPerSecond())) {
      throw other(name, "links than " + make.link().text());
    }
    for (int i = 0; i < count; i++) {
      var host = listing.hosts().get(i);
      if (make.memoryMib() != null && make.memoryMib() != host.memoryMiB()) {
        throw other(name, "memory than %d MiB".formatted(make.memoryMib()));
      }
      if (!make.suites().isEmpty()
          && !make.suites().get(i % make.suites().size()).equals(host.suite())) {
        throw other(name, "suites than " + String.join(",", make.suites()));
      }
    }
  }

  private static PartFailed other(String name, String what) {
    return new PartFailed(
        "the lab '%s' is up with other %s: ./godwit lab down first".formatted(name, what));
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
