package io.godwit.agent.storage;

import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestNeeds.DiskKind;
import io.godwit.events.agent.GuestSpec;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is to be done before a guest may come: targets logged in to, pools started, volumes made, in
 * this order, one step after a look at what there is. Doing nothing more is the end.
 *
 * @param guest that comes
 * @param claims what it was given here
 */
public record Preparation(GuestSpec guest, Claims claims) {
  /** Everything else would have to be looked into to be copied. */
  private static final Set<String> FORMATS = Set.of("raw", "qcow2");

  /** What follows from a look. */
  public sealed interface Next {
    record Do(Step step) implements Next {}

    record Ready() implements Next {}

    /** It can not be done here. */
    record Impossible(String why) implements Next {}
  }

  /** Names of the pools that matter: those of the claims, and those of disks that stay. */
  public List<String> pools() {
    var names = new LinkedHashSet<String>();
    claims.volumes().forEach(volume -> names.add(volume.pool()));
    staying()
        .forEach(disk -> {
          if (disk.pool() != null) {
            names.add(disk.pool());
          }
        });
    return List.copyOf(names);
  }

  /** The volumes that are to be made. */
  public List<Made> volumes() {
    return claims.volumes().stream().map(v -> Made.volume(v.pool(), v.volume())).toList();
  }

  /** Whether no storage of the host has to be looked at. */
  public boolean isNothing() {
    return pools().isEmpty()
        && staying().stream().allMatch(disk -> IscsiTarget.ofPath(disk.source()).isEmpty());
  }

  private List<Disk> staying() {
    var copied = claims.volumes().stream().map(Claims.Volume::target).collect(Collectors.toSet());
    var needs = guest.needs();
    return needs == null
        ? List.of()
        : needs.disks().stream()
            .filter(disk -> disk.kind() != DiskKind.EMPTY && !copied.contains(disk.target()))
            .toList();
  }

  /**
   * The next step.
   *
   * @param own what this attempt is written down to have made: there, it is not made again
   */
  public Next next(StorageView view, Collection<Made> own) {
    return session(view)
        .or(() -> poolToStart(view))
        .or(() -> claims.volumes().stream().flatMap(v -> volume(v, view, own).stream()).findFirst())
        .orElseGet(Next.Ready::new);
  }

  /**
   * The targets that the host has to be logged in to: of disks by their paths, and of pools that
   * are not started. A pool that has a secret of its own is left to libvirt, which alone knows it.
   */
  public Set<IscsiTarget> targets(List<StoragePool> pools) {
    var wanted = new LinkedHashSet<IscsiTarget>();
    staying().forEach(disk -> IscsiTarget.ofPath(disk.source()).ifPresent(wanted::add));
    pools.stream()
        .filter(pool -> pools().contains(pool.name()) && !pool.active() && !pool.authenticates())
        .map(StoragePool::target)
        .filter(Objects::nonNull)
        .forEach(wanted::add);
    return wanted;
  }

  private Optional<Next> session(StorageView view) {
    return targets(view.pools()).stream()
        .filter(target -> !view.isLoggedIn(target))
        .findFirst()
        .map(target -> logIn(target, view));
  }

  private static Next logIn(IscsiTarget target, StorageView view) {
    if (!target.isWellFormed()) {
      return new Next.Impossible("no iSCSI target is called " + target);
    }
    return view.noInitiator() == null
        ? new Next.Do(new Step.LogIn(target))
        : new Next.Impossible(target + " is not logged in to: " + view.noInitiator());
  }

  private Optional<Next> poolToStart(StorageView view) {
    return pools().stream()
        .flatMap(name -> view.pool(name).stream())
        .filter(pool -> !pool.active())
        .findFirst()
        .map(pool -> new Next.Do(new Step.StartPool(pool.name())));
  }

  private static Optional<Next> volume(
      Claims.Volume wanted, StorageView view, Collection<Made> own) {
    var made = Made.volume(wanted.pool(), wanted.volume());
    var pool = view.pool(wanted.pool());
    if (pool.isEmpty()) {
      return impossible("this host has no storage pool " + wanted.pool());
    }
    if (view.volumes().contains(made)) {
      return own.contains(made) ? Optional.empty() : impossible("there is already a " + made);
    }
    return obstacle(wanted, pool.get())
        .map(why -> (Next) new Next.Impossible(why))
        .or(() -> Optional.of(new Next.Do(new Step.MakeVolume(wanted))));
  }

  private static Optional<String> obstacle(Claims.Volume wanted, StoragePool pool) {
    var name = wanted.volume();
    if (name.contains("/") || name.equals(".") || name.equals("..")) {
      return Optional.of("'%s' is no name of a volume".formatted(name));
    }
    if (!FORMATS.contains(wanted.format())) {
      return Optional.of("a volume of format %s is not made".formatted(wanted.format()));
    }
    return pool.available().compareTo(wanted.space()) < 0
        ? Optional.of(
            "pool %s has %s free, volume %s needs %s"
                .formatted(pool.name(), pool.available(), name, wanted.space()))
        : Optional.empty();
  }

  private static Optional<Next> impossible(String why) {
    return Optional.of(new Next.Impossible(why));
  }
}
