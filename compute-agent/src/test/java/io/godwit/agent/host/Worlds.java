package io.godwit.agent.host;

import io.godwit.agent.host.HostView.DiskLocks;
import io.godwit.agent.host.HostView.Reach;
import io.godwit.agent.hypervisor.Offer;
import io.godwit.agent.hypervisor.Offer.Comparison;
import io.godwit.agent.hypervisor.Offer.Cpu;
import io.godwit.agent.hypervisor.Offer.Emulation;
import io.godwit.agent.hypervisor.Offer.FreeCell;
import io.godwit.agent.hypervisor.Offer.Machine;
import io.godwit.events.Bytes;
import io.godwit.events.DiskCopy;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.agent.AgentCommand.Origin;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestNeeds.Device;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestNeeds.DiskKind;
import io.godwit.events.agent.GuestNeeds.Layer;
import io.godwit.events.agent.GuestNeeds.Network;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.agent.HugePages;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostResources;
import io.godwit.events.host.HostResources.Pool;
import io.godwit.events.host.HostVersions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A guest and a destination that suits it; each test changes what it is about. */
final class Worlds {
  static final HostId HERE = new HostId("b");
  static final HostId SOURCE = new HostId("a");
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  static final GuestRef WEB = new GuestRef(new UUID(0, 1), "web");
  static final HostVersions VERSIONS = new HostVersions(10_000_013, 11_003_000);

  // Of the guest.
  String architecture = "x86_64";
  String machine = "pc-q35-10.0";
  String virtualization = "kvm";
  String firmware = "bios";
  boolean tpm;
  @Nullable String cpuXml = "<cpu mode='custom' check='full'><model>EPYC</model></cpu>";
  List<Network> networks = List.of();
  List<Disk> disks = List.of();
  List<Device> devices = List.of();
  List<HugePages> hugePages = List.of();
  List<Integer> numaNodes = List.of();
  List<Integer> pinnedCpus = List.of();
  List<String> blockers = List.of();
  @Nullable Origin origin = new Origin(VERSIONS, "qemu+tcp://a/system", DiskCopy.FULL);
  @Nullable Claims claims;

  // Of the destination.
  Bytes capacity = Bytes.ofMebi(4000);
  List<HostInventory.Guest> guests = List.of();
  HostVersions versions = VERSIONS;
  List<Network> hostNetworks = List.of();
  List<Pool> pools = List.of();
  List<HostResources.Device> hostDevices = List.of();
  List<HostResources.Cell> cells = List.of();
  List<Emulation> emulations =
      List.of(
          new Emulation("x86_64", "kvm", List.of("pc-q35-10.0", "q35")),
          new Emulation("aarch64", "qemu", List.of("virt")));
  @Nullable Machine offered = new Machine(List.of("bios"), List.of("passthrough"));
  Cpu cpu = Cpu.of(Comparison.SUPERSET, "superset");
  List<HugePages> freePages = List.of();
  List<FreeCell> freeCells = List.of();
  List<String> blockDevices = List.of();
  List<String> volumes = List.of();
  boolean interfacesTold = true;
  boolean resourcesKnown = true;
  boolean offerKnown = true;
  @Nullable String copyPool;
  DiskLocks locks = new DiskLocks.Unknown("not read");
  Reach reach = new Reach.Reached("a:16509", Duration.ofMillis(3));

  List<Fact> facts() {
    var needs =
        new GuestNeeds(
            architecture,
            machine,
            virtualization,
            firmware,
            tpm,
            cpuXml,
            networks,
            disks,
            devices,
            hugePages,
            numaNodes,
            pinnedCpus,
            blockers);
    return facts(new GuestSpec(WEB, Bytes.ofMebi(1000), 1, needs));
  }

  List<Fact> facts(GuestSpec guest) {
    return DestinationFacts.of(new Question(HERE, SOURCE, guest, origin, claims), seen(), NOW);
  }

  private HostView.Seen seen() {
    var resources =
        new HostResources(versions, null, hostNetworks, pools, List.of(), cells, hostDevices);
    var offer =
        new Offer(
            "x86_64",
            emulations,
            offered,
            cpu,
            freePages,
            freeCells,
            blockDevices,
            volumes,
            interfacesTold);
    return new HostView.Seen(
        "QEMU 10.0.13, libvirt 11.3.0",
        capacity,
        guests,
        resourcesKnown ? resources : null,
        offerKnown ? offer : null,
        copyPool,
        locks,
        reach);
  }

  Fact fact(String name) {
    return facts().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  Fact.Answer answer(String name) {
    return fact(name).answer();
  }

  static Disk disk(String target, String pool, @Nullable String storage) {
    return new Disk(
        target,
        DiskKind.FILE,
        "/srv/" + pool + "/" + target + ".img",
        pool,
        target + ".img",
        "raw",
        Bytes.ofMebi(1000),
        Bytes.ofMebi(100),
        List.of(),
        false,
        false,
        "none",
        storage);
  }

  static Disk with(
      Disk disk, String format, boolean readOnly, boolean shareable, @Nullable String cache) {
    return new Disk(
        disk.target(),
        disk.kind(),
        disk.source(),
        disk.pool(),
        disk.volume(),
        format,
        disk.capacity(),
        disk.allocation(),
        disk.backing(),
        readOnly,
        shareable,
        cache,
        disk.storage());
  }

  static Disk on(Disk disk, DiskKind kind, String source, List<Layer> backing) {
    return new Disk(
        disk.target(),
        kind,
        source,
        disk.pool(),
        disk.volume(),
        "qcow2",
        disk.capacity(),
        disk.allocation(),
        backing,
        false,
        false,
        "none",
        disk.storage());
  }

  static Pool pool(String name, boolean active, int availableMebi, @Nullable String storage) {
    return new Pool(name, "dir", "/srv/" + name, active, Bytes.ofMebi(availableMebi), storage);
  }
}
