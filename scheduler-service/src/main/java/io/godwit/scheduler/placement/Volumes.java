package io.godwit.scheduler.placement;

import io.godwit.events.Bytes;
import io.godwit.events.DiskCopy;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.host.HostResources;
import io.godwit.events.host.HostResources.Pool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Volumes for disks that the destination does not see: in the pool of the same name, else in the
 * one that the configuration names. Formats, sizes and layers are the definition's, never probed.
 * Disks of network storage are reached from everywhere, and what a guest may only read is not
 * copied by QEMU: for both the destination's own answer counts.
 */
final class Volumes {
  /** Pools in which libvirt makes no volumes. */
  private static final Set<String> FIXED = Set.of("iscsi", "iscsi-direct", "scsi", "mpath");

  private static final Set<String> FORMATS = Set.of("raw", "qcow2");

  private final Wish wish;
  private final HostResources resources;
  private final Stock stock;
  private final List<Claims.Volume> claimed = new ArrayList<>();

  private Volumes(Wish wish, HostResources resources, Stock stock) {
    this.wish = wish;
    this.resources = resources;
    this.stock = stock;
  }

  /** A host that has not said what storage it has is asked for facts; nothing is copied there. */
  static Found<List<Claims.Volume>> claim(Wish wish, GuestNeeds needs, Stock stock) {
    var resources = stock.resources();
    if (resources == null) {
      return Found.of(List.of());
    }
    Volumes volumes = null;
    for (var disk : needs.disks()) {
      if (!wish.reach.sees(stock, disk)) {
        volumes = volumes == null ? new Volumes(wish, resources, stock) : volumes;
        var misfit = volumes.copy(disk);
        if (misfit != null) {
          return Found.lacking(misfit);
        }
      }
    }
    return Found.of(volumes == null ? List.of() : volumes.claimed);
  }

  private @Nullable Misfit copy(Disk disk) {
    if (wish.waiting.diskCopy() == DiskCopy.NONE) {
      return () -> "it does not see disk %s, which may not be copied".formatted(disk.target());
    }
    if (disk.shareable()) {
      return () -> "it does not see disk %s, which other guests may write".formatted(disk.target());
    }
    if (!FORMATS.contains(disk.format())) {
      return () -> "disk %s of format %s is not copied".formatted(disk.target(), disk.format());
    }
    var pool = pool(disk);
    return pool == null
        ? () ->
            "it has no pool '%s' for disk %s"
                .formatted(disk.pool() == null ? other() : disk.pool(), disk.target())
        : into(pool, disk);
  }

  private @Nullable Misfit into(Pool pool, Disk disk) {
    var free = free(pool);
    var space = space(disk);
    // What a pool that is not started has is seen when it is; the facts are asked again then.
    if (pool.active() && free.compareTo(space) < 0 && !wish.forced()) {
      return () ->
          "pool %s has %s free, disk %s needs %s"
              .formatted(pool.name(), free, disk.target(), space);
    }
    var volume = name(pool.name(), disk);
    var folder = pool.path();
    boolean layered = wish.waiting.diskCopy() == DiskCopy.INCREMENTAL;
    claimed.add(
        new Claims.Volume(
            disk.target(),
            pool.name(),
            volume,
            disk.format(),
            disk.capacity(),
            space,
            layered ? disk.backing() : List.of(),
            folder == null ? null : folder + "/" + volume));
    return null;
  }

  private String other() {
    var pool = wish.limits.placing().copyPool();
    return pool == null ? "" : pool;
  }

  private @Nullable Pool pool(Disk disk) {
    var own = disk.pool() == null ? null : named(disk.pool());
    return own == null ? named(other()) : own;
  }

  private @Nullable Pool named(String name) {
    return resources.pools().stream()
        .filter(pool -> pool.name().equals(name) && !FIXED.contains(pool.type()))
        .min(Comparator.comparing(Pool::name))
        .orElse(null);
  }

  private Bytes free(Pool pool) {
    long reserved =
        volumes().stream()
            .filter(volume -> volume.pool().equals(pool.name()))
            .mapToLong(volume -> volume.space().count())
            .sum();
    return pool.available().less(new Bytes(reserved));
  }

  /** All that are claimed here, for this guest or another. */
  private List<Claims.Volume> volumes() {
    var all = new ArrayList<>(claimed);
    stock.claims().forEach(claims -> all.addAll(claims.volumes()));
    return all;
  }

  /**
   * A raw volume may fill up to its capacity. One of qcow2 takes what is stored now, with a margin
   * for what the guest writes meanwhile; with its layers flattened into it, up to its capacity.
   */
  private Bytes space(Disk disk) {
    boolean flattened = !disk.backing().isEmpty() && wish.waiting.diskCopy() == DiskCopy.FULL;
    var stored = wish.limits.withMargin(disk.allocation());
    return disk.format().equals("raw") || flattened || stored.compareTo(disk.capacity()) > 0
        ? disk.capacity()
        : stored;
  }

  /** The name at the source, unless a volume has it that is there or to come. */
  private String name(String pool, Disk disk) {
    var wanted = sourceName(disk);
    boolean taken =
        volumes().stream().anyMatch(one -> one.pool().equals(pool) && one.volume().equals(wanted))
            || stock
                .disks()
                .anyMatch(one -> pool.equals(one.pool()) && wanted.equals(one.volume()));
    return taken ? wish.waiting.guest().guest().uuid() + "-" + wanted : wanted;
  }

  private String sourceName(Disk disk) {
    if (disk.volume() != null) {
      return disk.volume();
    }
    var last = disk.source().substring(disk.source().lastIndexOf('/') + 1);
    return last.isBlank() ? wish.waiting.guest().guest().name() + "-" + disk.target() : last;
  }
}
