package io.godwit.agent.host;

import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestNeeds.DiskKind;
import io.godwit.events.host.HostResources.Pool;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a destination sees one of the guest's disks. */
sealed interface DiskSight {
  /** Nothing of it is needed. */
  record Empty() implements DiskSight {}

  /** It is the same storage, under the same path. */
  record Same(String storage) implements DiskSight {}

  /** Reached over a network under an address of its own, by whichever host runs the guest. */
  record Remote(boolean seenHere) implements DiskSight {}

  /** A device of the same model and serial number is here. */
  record SameSerial(String serial) implements DiskSight {}

  /** It is the same storage, under another path. */
  record OtherPath(Pool pool, String path) implements DiskSight {}

  /** A pool that may hold it is not started, so that nobody knows. */
  record NotStarted(Pool pool) implements DiskSight {}

  /** It is not seen here; a volume for its copy is claimed. */
  record Claimed(Claims.Volume volume) implements DiskSight {}

  /**
   * It is not seen here.
   *
   * @param pool to which it could be copied
   */
  record Elsewhere(Optional<Pool> pool) implements DiskSight {}

  static DiskSight of(Answering answering, Disk disk) {
    if (disk.kind() == DiskKind.EMPTY) {
      return new Empty();
    }
    var resources = answering.host().resources();
    var pools = resources == null ? List.<Pool>of() : resources.pools();
    var claim = claim(answering, disk);
    if (disk.kind() == DiskKind.NETWORK) {
      return new Remote(pools.stream().anyMatch(pool -> pool.active() && isOn(disk, pool)));
    }
    var same = pools.stream().filter(pool -> isOn(disk, pool)).toList();
    if (!same.isEmpty()) {
      return same(disk, same);
    }
    if (claim.isPresent()) {
      return new Claimed(claim.get());
    }
    var offer = answering.host().offer();
    var storage = disk.storage();
    if (storage != null && offer != null && offer.blockDevices().contains(storage)) {
      return new SameSerial(storage);
    }
    var pool = copyPool(answering, pools, disk);
    return pool.filter(p -> !p.active() && p.name().equals(disk.pool()))
        .<DiskSight>map(NotStarted::new)
        .orElseGet(() -> new Elsewhere(pool));
  }

  /** The pool of its own pool's name, else the one that is told for copies. */
  private static Optional<Pool> copyPool(Answering answering, List<Pool> pools, Disk disk) {
    return named(pools, disk.pool()).or(() -> named(pools, answering.host().copyPool()));
  }

  private static Optional<Pool> named(List<Pool> pools, @Nullable String name) {
    return pools.stream().filter(pool -> pool.name().equals(name)).findFirst();
  }

  private static boolean isOn(Disk disk, Pool pool) {
    return disk.storage() != null && disk.storage().equals(pool.storage());
  }

  private static DiskSight same(Disk disk, List<Pool> pools) {
    var storage = String.valueOf(disk.storage());
    for (var pool : pools) {
      if (!pool.active()) {
        return new NotStarted(pool);
      }
      if (path(pool, disk).equals(disk.source())) {
        return new Same(storage);
      }
    }
    return new OtherPath(pools.getFirst(), path(pools.getFirst(), disk));
  }

  private static String path(Pool pool, Disk disk) {
    return pool.path() + "/" + disk.volume();
  }

  private static Optional<Claims.Volume> claim(Answering answering, Disk disk) {
    var claims = answering.question().claims();
    return claims == null
        ? Optional.empty()
        : claims.volumes().stream().filter(v -> v.target().equals(disk.target())).findFirst();
  }
}
