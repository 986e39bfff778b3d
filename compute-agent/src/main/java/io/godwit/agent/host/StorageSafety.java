package io.godwit.agent.host;

import io.godwit.agent.host.HostView.DiskLocks;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestNeeds.DiskKind;
import io.godwit.events.host.HostVersions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether two hosts could damage a disk that both of them see. */
final class StorageSafety {
  private static final Set<String> SAFE_CACHES = Set.of("none", "directsync");

  /** Whose client keeps its cache right by itself, as libvirt knows. */
  private static final String NEVER_CACHED = "rbd:";

  /** The first version of QEMU that drops its cache of a disk when it takes it over. */
  private static final long DROPS_CACHE = 4_000_000;

  private StorageSafety() {}

  static List<Fact> of(Answering answering, GuestNeeds needs) {
    var shared = needs.disks().stream().filter(disk -> isShared(answering, disk)).toList();
    return List.of(exclusive(answering, shared), cache(answering, shared));
  }

  /** Written by the guest, and seen by both hosts. */
  private static boolean isShared(Answering answering, Disk disk) {
    return !disk.readOnly()
        && switch (DiskSight.of(answering, disk)) {
          case DiskSight.Same _,
              DiskSight.Remote _,
              DiskSight.SameSerial _,
              DiskSight.OtherPath _,
              DiskSight.NotStarted _ ->
              true;
          case DiskSight.Empty _, DiskSight.Claimed _, DiskSight.Elsewhere _ -> false;
        };
  }

  /** What would keep the guest from running twice on a disk if everything else failed. */
  private static Fact exclusive(Answering answering, List<Disk> shared) {
    var name = "exclusive-storage";
    var evidence = targets(shared);
    if (shared.isEmpty()) {
      return answering.lasting(name, Answer.YES, "no disk is seen by both hosts", "");
    }
    if (answering.host().locks() instanceof DiskLocks.Manager(var manager)) {
      return answering.lasting(
          name, Answer.YES, "the lock manager " + manager + " keeps others out", evidence);
    }
    var without = shared.stream().filter(disk -> !hasImageLocks(disk)).toList();
    var locks =
        answering.host().locks() instanceof DiskLocks.Unknown(var why)
            ? "whether there is a lock manager is not known: " + why
            : "no lock manager is configured";
    return without.isEmpty()
        ? answering.lasting(
            name,
            Answer.PROBABLY_YES,
            "QEMU locks the images, where the file system carries locks from host to host",
            evidence + "; " + locks)
        : answering.lasting(
            name,
            Answer.PROBABLY_NO,
            "nothing is known that keeps others out of " + targets(without),
            locks);
  }

  /** QEMU's locks are file locks, and one that several may hold keeps nobody out. */
  private static boolean hasImageLocks(Disk disk) {
    return disk.kind() == DiskKind.FILE && !disk.shareable();
  }

  /** What libvirt asks before it takes a migration for safe. */
  private static Fact cache(Answering answering, List<Disk> shared) {
    var name = "disk-cache";
    var cached =
        shared.stream()
            .filter(disk -> !disk.source().startsWith(NEVER_CACHED))
            .filter(disk -> disk.cache() == null || !SAFE_CACHES.contains(disk.cache()))
            .toList();
    if (cached.isEmpty()) {
      return answering.lasting(
          name, Answer.YES, "no shared disk is cached by a host", targets(shared));
    }
    var evidence =
        cached.stream()
            .map(disk -> disk.target() + " " + (disk.cache() == null ? "default" : disk.cache()))
            .collect(Collectors.joining(", "));
    var resources = answering.host().resources();
    if (resources == null || !isQemu(answering)) {
      return answering.lasting(
          name, Answer.NO_IDEA, "whether the cache is dropped in time is not known", evidence);
    }
    long version = resources.versions().hypervisor();
    return version >= DROPS_CACHE
        ? answering.lasting(
            name,
            Answer.YES,
            "QEMU here drops its cache when it takes a disk over",
            evidence + "; QEMU " + HostVersions.words(version))
        : answering.lasting(
            name, Answer.NO, "this host may read what it has cached before", evidence);
  }

  private static boolean isQemu(Answering answering) {
    return answering.host().hypervisor().startsWith("QEMU");
  }

  private static String targets(List<Disk> disks) {
    return disks.stream().map(Disk::target).collect(Collectors.joining(", "));
  }
}
