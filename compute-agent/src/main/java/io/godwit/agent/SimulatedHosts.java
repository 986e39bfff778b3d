package io.godwit.agent;

import io.godwit.agent.host.HostIdentity;
import io.godwit.agent.host.adapter.SimulatedProperties;
import io.godwit.agent.hypervisor.simulated.SimulatedFleet;
import io.godwit.agent.hypervisor.simulated.SimulatedGuest;
import io.godwit.agent.hypervisor.simulated.SimulatedHost;
import io.godwit.agent.hypervisor.simulated.adapter.SimulatedWorld;
import io.godwit.agent.physics.Workload;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestLabels;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.InvalidField;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/** The simulated hosts that the configuration describes. */
final class SimulatedHosts {
  private static final int CPUS = 8;
  private static final SimulatedProperties.Host LIKE_THE_OTHERS =
      new SimulatedProperties.Host(null, null, null);

  private SimulatedHosts() {}

  static List<HostIdentity> identities(SimulatedProperties simulated) {
    return hosts(simulated)
        .map(host ->
            new HostIdentity(
                host.id(),
                host.peerUri(),
                simulated.tellLinks() ? host.link() : null,
                host.memory(),
                host.uplink().orElse(null)))
        .toList();
  }

  static SimulatedWorld world(SimulatedProperties simulated) {
    var fleet = new SimulatedFleet();
    hosts(simulated).forEach(fleet::addHost);
    simulated
        .uplinks()
        .forEach((group, rate) -> fleet.addUplink(group, new BytesPerSecond(rate.toBytes())));
    var names = hosts(simulated).map(SimulatedHost::id).toList();
    for (var described : simulated.described().keySet()) {
      if (!names.contains(new HostId(described))) {
        throw new InvalidField("agent.simulated.described", described + " is none of " + names);
      }
    }
    for (var guest : simulated.guests()) {
      var host = new HostId(guest.host());
      if (!names.contains(host)) {
        throw new InvalidField("agent.simulated.guests.host", "is none of " + names);
      }
      fleet.addGuest(host, guest(guest));
    }
    return SimulatedWorld.ofSpeed(fleet, simulated.speed());
  }

  private static Stream<SimulatedHost> hosts(SimulatedProperties simulated) {
    return IntStream.rangeClosed(1, simulated.hosts())
        .mapToObj(number -> host("sim-" + number, simulated));
  }

  private static SimulatedHost host(String name, SimulatedProperties simulated) {
    var described = simulated.described().getOrDefault(name, LIKE_THE_OTHERS);
    var link = Objects.requireNonNullElse(described.linkRate(), simulated.linkRate());
    var memory = Objects.requireNonNullElse(described.memory(), simulated.memory());
    return new SimulatedHost(
        new HostId(name),
        new BytesPerSecond(link.toBytes()),
        bytes(memory),
        CPUS,
        Optional.ofNullable(described.uplink()));
  }

  /** The same name is the same guest, however often the process starts. */
  private static SimulatedGuest guest(SimulatedProperties.Guest guest) {
    var uuid = UUID.nameUUIDFromBytes(guest.name().getBytes(StandardCharsets.UTF_8));
    return new SimulatedGuest(
        new GuestRef(uuid, guest.name()),
        bytes(guest.memory()),
        workload(guest),
        1,
        true,
        new GuestLabels(guest.guestClass(), guest.project(), null, null, guest.labels()));
  }

  private static Workload workload(SimulatedProperties.Guest guest) {
    var always = new SimulatedProperties.Writer(guest.workingSet(), guest.dirtyRate());
    var spells =
        guest.spells().isEmpty()
            ? List.of(new SimulatedProperties.Spell(Duration.ZERO, List.of(always)))
            : guest.spells();
    var all =
        spells.stream()
            .map(spell ->
                new Workload.Spell(
                    spell.lasts(),
                    spell.writers().stream().map(w -> writer(w, guest.inOrder())).toList()))
            .toList();
    var set = new Bytes(all.stream().mapToLong(s -> s.workingSet().count()).max().orElse(0));
    long rate = all.stream().mapToLong(s -> s.rate().count()).max().orElse(0);
    return new Workload(
        guest.used() == null
            ? SimulatedGuest.usedBy(set, bytes(guest.memory()))
            : bytes(guest.used()),
        all,
        guest.repeats(),
        new BytesPerSecond(guest.fullRate() == null ? rate : guest.fullRate().toBytes()),
        guest.compressible());
  }

  private static Workload.Writer writer(SimulatedProperties.Writer writer, boolean inOrder) {
    return new Workload.Writer(
        bytes(writer.workingSet()), new BytesPerSecond(writer.dirtyRate().toBytes()), inOrder);
  }

  private static Bytes bytes(DataSize size) {
    return new Bytes(size.toBytes());
  }
}
