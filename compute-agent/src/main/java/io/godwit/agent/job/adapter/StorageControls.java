package io.godwit.agent.job.adapter;

import io.godwit.agent.hypervisor.Hypervisor;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.job.Effect;
import io.godwit.agent.job.Input;
import io.godwit.agent.job.Input.Removed.Outcome;
import io.godwit.agent.journal.Journal;
import io.godwit.agent.journal.JournalEntry.Making;
import io.godwit.agent.storage.IscsiInitiator;
import io.godwit.agent.storage.IscsiTarget;
import io.godwit.agent.storage.Made;
import io.godwit.agent.storage.Removal;
import io.godwit.agent.storage.Step;
import io.godwit.agent.storage.StorageException;
import io.godwit.agent.storage.StorageView;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Storage set up and taken away, with what came of it as the next input. */
final class StorageControls {
  private final Hypervisor hypervisor;
  private final IscsiInitiator iscsi;
  private final Journal journal;

  StorageControls(ActorParts parts) {
    hypervisor = parts.hypervisor();
    iscsi = parts.iscsi();
    journal = parts.journal();
  }

  Input look(Effect.LookAtStorage look) {
    try {
      var wanted = look.preparation().pools();
      var pools =
          hypervisor.storage().pools().stream()
              .filter(pool -> wanted.contains(pool.name()))
              .toList();
      var active = new HashSet<String>();
      pools.stream().filter(pool -> pool.active()).forEach(pool -> active.add(pool.name()));
      var volumes = new HashSet<Made>();
      for (var volume : look.preparation().volumes()) {
        if (active.contains(volume.where()) && isThere(volume)) {
          volumes.add(volume);
        }
      }
      var view = new StorageView(pools, volumes, Set.of(), null);
      boolean needsSessions = !look.preparation().targets(pools).isEmpty();
      return new Input.StorageSeen(
          look.told(), look.preparation(), needsSessions ? withSessions(view) : view);
    } catch (HypervisorException e) {
      return new Input.PreparationBroke(look.told(), Controls.words(e));
    }
  }

  private boolean isThere(Made volume) {
    return hypervisor.storage().volumePath(volume.where(), volume.name()).isPresent();
  }

  private StorageView withSessions(StorageView view) {
    try {
      return new StorageView(view.pools(), view.volumes(), Set.copyOf(iscsi.sessions()), null);
    } catch (StorageException e) {
      return new StorageView(view.pools(), view.volumes(), Set.of(), words(e));
    }
  }

  /** A session's login that failed may yet have come about. */
  Input make(Effect.Make make) {
    try {
      switch (make.step()) {
        case Step.LogIn(var target) -> iscsi.logIn(target);
        case Step.StartPool(var pool) -> hypervisor.storage().startPool(pool);
        case Step.MakeVolume(var volume) -> hypervisor.storage().makeVolume(volume);
      }
      return new Input.StepDone(make.told(), make.preparation());
    } catch (HypervisorException e) {
      boolean unknown = e.kind() == Kind.UNREACHABLE;
      return new Input.StepFailed(make.told(), make.step(), Controls.words(e), unknown);
    } catch (StorageException e) {
      return new Input.StepFailed(make.told(), make.step(), words(e), true);
    }
  }

  Input remove(Effect.Remove remove) {
    var making = remove.making();
    try {
      var scene = scene(making);
      if (isPoolGone(making.made(), scene)) {
        return new Input.Removed(making, Outcome.KEPT, "its pool is not defined any more");
      }
      return switch (Removal.of(making.made(), scene)) {
        case Removal.Do _ -> removed(making);
        case Removal.Keep(var why) -> new Input.Removed(making, Outcome.KEPT, why);
        case Removal.Later(var why) -> new Input.Removed(making, Outcome.LATER, why);
      };
    } catch (HypervisorException e) {
      return new Input.Removed(making, Outcome.LATER, Controls.words(e));
    } catch (StorageException e) {
      return new Input.Removed(making, Outcome.LATER, words(e));
    }
  }

  private Removal.Scene scene(Making making) {
    var storage = hypervisor.storage();
    var made = making.made();
    var pools = storage.pools();
    boolean reachable =
        pools.stream().anyMatch(pool -> pool.active() && pool.name().equals(made.where()));
    var path =
        made.kind() == Made.Kind.VOLUME && reachable
            ? storage.volumePath(made.where(), made.name()).orElse(null)
            : null;
    return new Removal.Scene(pools, storage.guestDisks(), others(making), path);
  }

  private static boolean isPoolGone(Made made, Removal.Scene scene) {
    return made.kind() != Made.Kind.SESSION
        && scene.pools().stream().noneMatch(pool -> pool.name().equals(made.where()));
  }

  private List<Made> others(Making making) {
    return journal.all().stream()
        .flatMap(history -> history.holdings().all().stream())
        .filter(other ->
            !other.migration().equals(making.migration()) || other.attempt() != making.attempt())
        .map(Making::made)
        .toList();
  }

  private Input removed(Making making) {
    var made = making.made();
    switch (made.kind()) {
      case SESSION -> logOut(made.target());
      case POOL -> hypervisor.storage().stopPool(made.where());
      case VOLUME -> hypervisor.storage().deleteVolume(made.where(), made.name());
    }
    return new Input.Removed(making, Outcome.GONE, "");
  }

  /** libvirt ends a pool's session with the pool. */
  private void logOut(IscsiTarget target) {
    if (iscsi.sessions().stream().anyMatch(session -> session.name().equals(target.name()))) {
      iscsi.logOut(target);
    }
  }

  static String words(StorageException e) {
    return String.valueOf(e.getMessage());
  }
}
