package io.godwit.agent.job.adapter;

import io.godwit.agent.job.Effect;
import io.godwit.agent.job.Input;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a host answers to what is asked of it. */
final class HostAnswers {
  private static final Logger log = LoggerFactory.getLogger(HostAnswers.class);

  private final Controls controls;
  private final StorageControls storage;
  private final SourceVolumes sourceVolumes;

  HostAnswers(Controls controls, ActorParts parts) {
    this.controls = controls;
    storage = new StorageControls(parts);
    sourceVolumes = new SourceVolumes(parts.hypervisor(), parts.journal());
  }

  Input answer(Effect.Asking asking) {
    return switch (asking) {
      case Effect.LookAtGuest look -> controls.lookAtGuest(look);
      case Effect.WriteTag write -> controls.writeTag(write);
      case Effect.SetMaxDowntime set -> controls.setMaxDowntime(set);
      case Effect.SetBandwidth set -> controls.setBandwidth(set);
      case Effect.StartPostCopy start -> controls.startPostCopy(start);
      case Effect.PausePostCopy pause -> controls.pausePostCopy(pause);
      case Effect.Abort(var guest) -> controls.abort(guest);
      case Effect.ReadGuest read -> controls.readGuest(read);
      case Effect.InspectHost(var told) -> controls.inspectHost(told);
      case Effect.LookAtStorage look -> storage.look(look);
      case Effect.Make make -> storage.make(make);
      case Effect.Remove remove -> logged(storage.remove(remove));
      case Effect.Suspend suspend -> controls.suspend(suspend);
      case Effect.SetThrottle set -> controls.setThrottle(set);
      case Effect.LetGo let -> controls.letGo(let);
      case Effect.Release release -> sourceVolumes.release(release);
    };
  }

  private static Input logged(Input removed) {
    if (removed instanceof Input.Removed(var making, var outcome, var words)) {
      log.info("{} of attempt {}: {} {}", making.made(), making.attempt(), outcome, words);
    }
    return removed;
  }
}
