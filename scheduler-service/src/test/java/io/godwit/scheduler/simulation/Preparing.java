package io.godwit.scheduler.simulation;

import io.godwit.events.About;
import io.godwit.events.agent.AgentCommand.ReleaseSource;
import io.godwit.events.agent.AgentEvent.SourceReleased;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds.Disk;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What an agent makes on its machine for an attempt, and takes away again. */
final class Preparing {
  private final Machine machine;
  private final Random random;

  Preparing(Machine machine, Random random) {
    this.machine = machine;
    this.random = random;
  }

  /** Absent: it is prepared; else nothing is left of it. */
  @Nullable String prepare(Claims claims, Machine.Tag tag, boolean faulty) {
    if (machine.prepared.containsKey(tag) || machine.arrived.contains(tag)) {
      return null;
    }
    if (faulty && random.nextInt(12) == 0) {
      return "no pool";
    }
    for (var claimed : claims.volumes()) {
      if (machine.volumes.containsKey(claimed.volume())) {
        return "there is a volume '" + claimed.volume() + "' already";
      }
      if (machine.poolFree() < claimed.space().count()) {
        return "no room in the pool";
      }
    }
    for (var claimed : claims.volumes()) {
      machine.volumes.put(claimed.volume(), new Machine.Volume(claimed.space(), tag));
    }
    machine.prepared.put(tag, claims);
    return null;
  }

  /** Its own tag only. */
  void tearDown(Machine.Tag tag) {
    machine.prepared.remove(tag);
    machine.volumes.values().removeIf(volume -> tag.equals(volume.madeBy()));
  }

  SourceReleased release(ReleaseSource release, About about) {
    boolean back = machine.residents().containsKey(release.guest().uuid());
    var paths = release.disks().stream().map(Disk::source).toList();
    if (!back) {
      release.disks().forEach(disk -> machine.volumes.remove(disk.volume()));
    }
    return new SourceReleased(
        about,
        machine.id,
        release.order().sequence(),
        back ? List.of() : paths,
        back ? paths : List.of());
  }
}
