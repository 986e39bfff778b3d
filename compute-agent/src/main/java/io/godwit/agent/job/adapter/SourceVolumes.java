package io.godwit.agent.job.adapter;

import io.godwit.agent.hypervisor.Hypervisor;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.job.Effect;
import io.godwit.agent.job.Input;
import io.godwit.agent.journal.Journal;
import io.godwit.agent.storage.GuestDisks;
import io.godwit.agent.storage.HostStorage;
import io.godwit.agent.storage.HostStorage.VolumeName;
import io.godwit.agent.storage.Made;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestState;
import java.util.ArrayList;
import java.util.Optional;

/** The volumes that a guest left behind, deleted where nobody uses them. */
final class SourceVolumes {
  private final Hypervisor hypervisor;
  private final HostStorage storage;
  private final Journal journal;

  SourceVolumes(Hypervisor hypervisor, Journal journal) {
    this.hypervisor = hypervisor;
    this.storage = hypervisor.storage();
    this.journal = journal;
  }

  /** Where it is a volume, and why it stays; or that it is gone. */
  private record Found(Optional<VolumeName> volume, String path, String whyKept) {
    static Found at(VolumeName volume, String path) {
      return new Found(Optional.of(volume), path, "");
    }

    static Found gone(String path) {
      return new Found(Optional.empty(), path, "");
    }

    static Found kept(String path, String why) {
      return new Found(Optional.empty(), path, why);
    }
  }

  Input release(Effect.Release release) {
    try {
      var removed = new ArrayList<String>();
      var kept = new ArrayList<>(release.kept());
      var state = hypervisor.stateOf(release.guest());
      for (var disk : release.disks()) {
        var result = released(disk, state);
        if (result.whyKept().isEmpty()) {
          removed.add(result.path());
        } else {
          kept.add(result.path() + ": " + result.whyKept());
        }
      }
      return new Input.Released(release.told(), removed, kept);
    } catch (HypervisorException e) {
      return new Input.HypervisorRefused(release.told(), e.kind(), Controls.words(e));
    }
  }

  private Found released(Disk disk, GuestState state) {
    if (state != GuestState.ABSENT && state != GuestState.SHUT_OFF) {
      return Found.kept(disk.source(), "the guest is here still, " + state);
    }
    var found = find(disk);
    return found.volume().isEmpty() ? found : deleted(found.volume().get(), found.path());
  }

  /** The volume must be the file that the guest used, and not only bear its name. */
  private Found find(Disk disk) {
    var byName = byName(disk);
    boolean named = !disk.source().startsWith("/");
    if (byName.volume().isPresent() && (named || byName.path().equals(disk.source()))) {
      return byName;
    }
    var byPath = named ? Optional.<VolumeName>empty() : storage.volumeAt(disk.source());
    if (byPath.isPresent()) {
      return Found.at(byPath.get(), disk.source());
    }
    return byName.volume().isEmpty() && byName.whyKept().isEmpty()
        ? byName
        : Found.kept(disk.source(), "no active storage pool has it");
  }

  private Found byName(Disk disk) {
    var pool = disk.pool();
    var volume = disk.volume();
    boolean active =
        pool != null && storage.pools().stream().anyMatch(p -> p.name().equals(pool) && p.active());
    if (pool == null || volume == null || !active) {
      return Found.kept(disk.source(), "no active storage pool is known for it");
    }
    return storage
        .volumePath(pool, volume)
        .map(path -> Found.at(new VolumeName(pool, volume), path))
        .orElseGet(() -> Found.gone(disk.source()));
  }

  private Found deleted(VolumeName volume, String path) {
    var user = storage.guestDisks().stream().filter(g -> uses(g, volume, path)).findFirst();
    if (user.isPresent()) {
      return Found.kept(path, "guest " + user.get().guest().name() + " uses it");
    }
    if (isMadeForAnother(volume)) {
      return Found.kept(path, "it was made for a guest that is to come");
    }
    var above = storage.volumesOn(volume.pool(), path);
    if (!above.isEmpty()) {
      return Found.kept(path, "volume " + above.getFirst() + " lies on it");
    }
    try {
      storage.deleteVolume(volume.pool(), volume.volume());
      return Found.gone(path);
    } catch (HypervisorException e) {
      if (e.kind() == Kind.UNREACHABLE) {
        throw e;
      }
      return Found.kept(path, Controls.words(e));
    }
  }

  private static boolean uses(GuestDisks guest, VolumeName volume, String path) {
    return guest.paths().contains(path)
        || guest.volumes().contains(GuestDisks.volume(volume.pool(), volume.volume()));
  }

  private boolean isMadeForAnother(VolumeName volume) {
    var made = Made.volume(volume.pool(), volume.volume());
    return journal.all().stream()
        .flatMap(history -> history.holdings().all().stream())
        .anyMatch(making -> making.made().equals(made));
  }
}
