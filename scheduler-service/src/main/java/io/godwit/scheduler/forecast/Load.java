package io.godwit.scheduler.forecast;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.agent.AgentEvent.DirtiedIn;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be moved.
 *
 * @param memory of the guest that is in use: so much of it is sent in the first pass
 * @param disks that are copied
 * @param dirtying how fast the guest writes to its memory; absent: not known
 */
public record Load(Bytes memory, Bytes disks, @Nullable Dirtying dirtying) {

  /**
   * @param rate at which clean pages get dirty
   * @param workingSet what it writes to at all
   */
  public record Dirtying(BytesPerSecond rate, Bytes workingSet) {}

  /** The guest's memory and the disks that its claims say are copied. */
  public static Load of(GuestSpec guest, Claims claims) {
    if (claims.volumes().isEmpty()) {
      return new Load(guest.memoryToSend(), Bytes.ZERO, null);
    }
    long disks = claims.volumes().stream().mapToLong(volume -> allocation(guest, volume)).sum();
    return new Load(guest.memoryToSend(), new Bytes(disks), null);
  }

  /** The same with what was measured: what is written to in a second is the least of both. */
  public Load dirtying(List<DirtiedIn> measured) {
    if (measured.isEmpty()) {
      return this;
    }
    long rate = 0;
    long set = 0;
    for (var dirtied : measured) {
      long millis = Math.max(1, dirtied.period().toMillis());
      rate = Math.max(rate, dirtied.distinct().count() * 1000 / millis);
      set = Math.max(set, dirtied.distinct().count());
    }
    return new Load(memory, disks, new Dirtying(new BytesPerSecond(rate), new Bytes(set)));
  }

  /** What is stored of a disk is what is sent, where that is known; holes are not sent. */
  private static long allocation(GuestSpec guest, Claims.Volume volume) {
    var needs = guest.needs();
    return needs == null
        ? volume.space().count()
        : needs.disks().stream()
            .filter(disk -> disk.target().equals(volume.target()))
            .mapToLong(disk -> disk.allocation().count())
            .findFirst()
            .orElse(volume.space().count());
  }
}
