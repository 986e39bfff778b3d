package io.godwit.agent.hypervisor.simulated;

import io.godwit.agent.hypervisor.Offer;
import io.godwit.agent.hypervisor.Offer.Comparison;
import io.godwit.agent.hypervisor.Offer.Cpu;
import io.godwit.agent.hypervisor.Offer.Emulation;
import io.godwit.agent.hypervisor.Offer.FreeCell;
import io.godwit.agent.hypervisor.Offer.Machine;
import io.godwit.events.Bytes;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestNeeds.Network;
import io.godwit.events.agent.GuestNeeds.NetworkKind;
import io.godwit.events.host.HostResources;
import io.godwit.events.host.HostVersions;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What every simulated host has and every simulated guest needs: one machine type, one network, one
 * NUMA cell, one pool of the host's own, no devices.
 */
public final class SimulatedHardware {
  private static final HostVersions VERSIONS = new HostVersions(1_000_000, 1_000_000);
  private static final String ARCHITECTURE = "x86_64";
  private static final String VIRTUALIZATION = "simulated";
  private static final String MACHINE = "simulated";
  private static final Network NETWORK = new Network(NetworkKind.NETWORK, "default");
  static final Bytes POOL = new Bytes(1L << 40);

  private SimulatedHardware() {}

  static HostResources resources(SimulatedHost host, boolean active) {
    var pool =
        new HostResources.Pool(
            SimulatedStorage.POOL,
            "dir",
            SimulatedStorage.folder(host.id()),
            active,
            active ? POOL : Bytes.ZERO,
            "simulated-" + host.id());
    var cell =
        new HostResources.Cell(0, host.memory(), IntStream.range(0, host.cpus()).boxed().toList());
    return new HostResources(
        VERSIONS, null, List.of(NETWORK), List.of(pool), List.of(), List.of(cell), List.of());
  }

  static Offer offer(SimulatedHost host) {
    return new Offer(
        ARCHITECTURE,
        List.of(new Emulation(ARCHITECTURE, VIRTUALIZATION, List.of(MACHINE))),
        new Machine(List.of("bios"), List.of()),
        Cpu.of(Comparison.IDENTICAL, "simulated CPUs are all alike"),
        List.of(),
        List.of(new FreeCell(0, host.memory())),
        List.of(),
        List.of(),
        true);
  }

  static GuestNeeds needs(List<GuestNeeds.Disk> disks) {
    return new GuestNeeds(
        ARCHITECTURE,
        MACHINE,
        VIRTUALIZATION,
        "bios",
        false,
        null,
        List.of(NETWORK),
        disks,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
