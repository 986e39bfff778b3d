package io.godwit.agent.hypervisor.simulated;

import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.agent.physics.Transfer;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.convergence.Phase;
import java.time.Duration;

/** Shows a transfer as QEMU would. */
public final class Snapshots {
  private Snapshots() {}

  /**
   * @param broken whether it is a post-copy without its connection
   * @param suspended whether the guest was suspended while it migrates
   * @param rate at which it sends now, bytes per second
   */
  public static JobSnapshot of(Transfer transfer, boolean broken, boolean suspended, double rate) {
    return new JobSnapshot(
        phase(transfer, broken, suspended),
        seconds(transfer.elapsed()),
        transfer.iteration(),
        new Bytes((long) transfer.memory()),
        new Bytes((long) transfer.handled()),
        new Bytes((long) transfer.remaining()),
        new Bytes((long) transfer.sent()),
        new BytesPerSecond((long) rate),
        new BytesPerSecond((long) transfer.dirtyRate()),
        (long) transfer.faults(),
        new Bytes((long) transfer.disks()),
        new Bytes((long) transfer.disksUnsent()),
        transfer.ownThrottlePercent());
  }

  private static Phase phase(Transfer transfer, boolean broken, boolean suspended) {
    if (broken) {
      return Phase.POST_COPY_BROKEN;
    }
    return switch (transfer.stage()) {
      // As libvirt tells it: a guest that stands still in its migration is about to switch.
      case DISKS, PRE_COPY -> suspended ? Phase.SWITCH_OVER : Phase.PRE_COPY;
      case SWITCH_OVER -> Phase.SWITCH_OVER;
      case POST_COPY -> Phase.POST_COPY;
      case DONE -> Phase.ENDED;
    };
  }

  static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
