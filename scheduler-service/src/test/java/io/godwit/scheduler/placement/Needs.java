package io.godwit.scheduler.placement;

import io.godwit.events.Bytes;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestNeeds.Device;
import io.godwit.events.agent.GuestNeeds.DeviceKind;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestNeeds.DiskKind;
import io.godwit.events.agent.GuestNeeds.Layer;
import io.godwit.events.agent.GuestNeeds.Network;
import io.godwit.events.agent.HugePages;
import io.godwit.events.host.HostResources;
import io.godwit.events.host.HostResources.Cell;
import io.godwit.events.host.HostResources.Pool;
import io.godwit.events.host.HostVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What guests need and hosts have. */
final class Needs {
  static final Bytes PAGE = Bytes.ofMebi(2);
  static final HostVersions VERSIONS = new HostVersions(10_000_000, 11_003_000);

  List<Network> networks = List.of();
  List<Disk> disks = List.of();
  List<Device> devices = List.of();
  List<HugePages> hugePages = List.of();
  List<Integer> numaNodes = List.of();
  List<Integer> pinnedCpus = List.of();

  GuestNeeds build() {
    return new GuestNeeds(
        "x86_64",
        "pc-q35-10.0",
        "kvm",
        "bios",
        false,
        null,
        networks,
        disks,
        devices,
        hugePages,
        numaNodes,
        pinnedCpus,
        List.of());
  }

  static GuestNeeds disk(Disk... disks) {
    var needs = new Needs();
    needs.disks = List.of(disks);
    return needs.build();
  }

  static Disk disk(String target, String format, @Nullable String pool, @Nullable String storage) {
    return disk(target, DiskKind.FILE, format, pool, storage, List.of(), false, false);
  }

  static Disk disk(
      String target,
      DiskKind kind,
      String format,
      @Nullable String pool,
      @Nullable String storage,
      List<Layer> backing,
      boolean readOnly,
      boolean shareable) {
    return new Disk(
        target,
        kind,
        "/images/" + target + "." + format,
        pool,
        pool == null ? null : target + "." + format,
        format,
        Bytes.ofMebi(1000),
        Bytes.ofMebi(100),
        backing,
        readOnly,
        shareable,
        null,
        storage);
  }

  static Device pci(String address, String product) {
    return new Device(DeviceKind.PCI, address, "8086", product, null);
  }

  static Device mdev(String address, String type) {
    return new Device(DeviceKind.MDEV, address, null, null, type);
  }

  /** What a host has. */
  static final class Has {
    List<Network> networks = List.of();
    List<Pool> pools = List.of();
    List<HugePages> hugePages = List.of();
    List<Cell> cells = List.of();
    final List<HostResources.Device> devices = new ArrayList<>();

    HostResources build() {
      return new HostResources(VERSIONS, null, networks, pools, hugePages, cells, devices);
    }

    Has pci(String address, String product, @Nullable String usedBy) {
      devices.add(new HostResources.Device(DeviceKind.PCI, address, "8086", product, null, usedBy));
      return this;
    }

    Has mdev(String address, String type) {
      devices.add(new HostResources.Device(DeviceKind.MDEV, address, null, null, type, null));
      return this;
    }

    Has pools(Pool... all) {
      pools = List.of(all);
      return this;
    }

    /** Cells of that memory with four CPUs each. */
    Has cells(int mebi, int count) {
      cells =
          IntStream.range(0, count)
              .mapToObj(i ->
                  new Cell(
                      i, Bytes.ofMebi(mebi), IntStream.range(4 * i, 4 * i + 4).boxed().toList()))
              .toList();
      return this;
    }
  }

  static Pool pool(String name, long mebi, @Nullable String storage) {
    return new Pool(name, "dir", "/images", true, Bytes.ofMebi(mebi), storage);
  }
}
