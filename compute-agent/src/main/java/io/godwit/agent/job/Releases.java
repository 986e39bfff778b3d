package io.godwit.agent.job;

import io.godwit.agent.job.Input.Released;
import io.godwit.events.agent.AgentCommand.ReleaseSource;
import io.godwit.events.agent.AgentEvent.SourceReleased;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.RefusalReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The volumes that a migration left behind at its source. The scheduler says that the guest runs
 * elsewhere; here it is asked again what is known here: that this attempt copied the disk from this
 * host, that the guest is gone, that nobody uses the volume.
 */
final class Releases {
  private Releases() {}

  static void commanded(Turn turn, Told told, ReleaseSource release) {
    if (turn.running() != null) {
      turn.refuse(
          told, RefusalReason.HYPERVISOR_ERROR, "this host still runs the migration as its source");
      return;
    }
    var copied = copiedFromHere(turn, told, release);
    var wanted = new ArrayList<Disk>();
    var kept = new ArrayList<String>();
    for (var disk : release.disks()) {
      var why = reasonToKeep(disk, copied);
      if (why.isEmpty()) {
        wanted.add(disk);
      } else {
        kept.add(disk.source() + ": " + why);
      }
    }
    turn.then(new Effect.Release(told, release.guest().uuid(), wanted, kept));
  }

  private static Set<String> copiedFromHere(Turn turn, Told told, ReleaseSource release) {
    var began = turn.state.history().began();
    return began != null
            && began.attempt() == told.order().attempt()
            && began.guest().uuid().equals(release.guest().uuid())
        ? Set.copyOf(began.copied())
        : Set.of();
  }

  private static String reasonToKeep(Disk disk, Set<String> copied) {
    if (!copied.contains(disk.target())) {
      return "this attempt did not copy disk " + disk.target() + " from this host";
    }
    if (disk.readOnly()) {
      return "the guest only reads it";
    }
    return disk.shareable() ? "several guests may write it" : "";
  }

  static void released(Turn turn, Released released) {
    var told = released.told();
    turn.rememberSeen(told);
    turn.answer(
        told,
        about ->
            new SourceReleased(
                about,
                turn.host(),
                told.order().sequence(),
                released.removed(),
                List.copyOf(released.kept())));
  }
}
