package io.godwit.agent.hypervisor.libvirt;

import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestNeeds.DiskKind;
import io.godwit.events.host.HostResources.Pool;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** In which of a host's storage pools a guest's disks lie, by their paths. */
public final class DiskPlaces {
  private DiskPlaces() {}

  public static GuestNeeds in(List<Pool> pools, GuestNeeds needs) {
    return new GuestNeeds(
        needs.architecture(),
        needs.machine(),
        needs.virtualization(),
        needs.firmware(),
        needs.tpm(),
        needs.cpuXml(),
        needs.networks(),
        needs.disks().stream().map(disk -> placed(disk, pools)).toList(),
        needs.devices(),
        needs.hugePages(),
        needs.numaNodes(),
        needs.pinnedCpus(),
        needs.blockers());
  }

  private static Disk placed(Disk disk, List<Pool> pools) {
    return switch (disk.kind()) {
      case EMPTY, NETWORK -> disk;
      case FILE, BLOCK ->
          disk.pool() == null
              ? byPath(disk, pools)
              : pools.stream()
                  .filter(pool -> pool.name().equals(disk.pool()))
                  .findFirst()
                  .map(pool -> in(pool, disk, String.valueOf(disk.volume())))
                  .orElse(disk);
    };
  }

  /** The innermost of the folders that it is in. */
  private static Disk byPath(Disk disk, List<Pool> pools) {
    return pools.stream()
        .filter(Pool::active)
        .filter(pool -> below(pool, disk.source()).isPresent())
        .max(Comparator.comparingInt(pool -> String.valueOf(pool.path()).length()))
        .map(pool -> in(pool, disk, below(pool, disk.source()).orElseThrow()))
        .orElse(disk);
  }

  /** Its name in the pool; volumes are directly in a pool's folder. */
  private static Optional<String> below(Pool pool, String path) {
    var folder = pool.path();
    if (folder == null || folder.isEmpty()) {
      return Optional.empty();
    }
    var prefix = folder.endsWith("/") ? folder : folder + "/";
    return Optional.of(path)
        .filter(p -> p.startsWith(prefix) && p.length() > prefix.length())
        .map(p -> p.substring(prefix.length()))
        .filter(name -> !name.contains("/"));
  }

  private static Disk in(Pool pool, Disk disk, String volume) {
    var path = pool.path();
    boolean byName = disk.pool() != null && path != null;
    var storage = disk.storage();
    return new Disk(
        disk.target(),
        path != null && path.startsWith("/dev") ? DiskKind.BLOCK : disk.kind(),
        byName ? path + "/" + volume : disk.source(),
        pool.name(),
        volume,
        disk.format(),
        disk.capacity(),
        disk.allocation(),
        disk.backing(),
        disk.readOnly(),
        disk.shareable(),
        disk.cache(),
        storage == null ? pool.storage() : storage);
  }
}
