package io.godwit.agent.hypervisor.simulated;

import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.convergence.Phase;
import java.time.Duration;

/**
 * Shows a transfer as QEMU would: with post-copy armed it counts a dirty-bitmap sync every 100 ms,
 * and what is remaining contains what those found; otherwise a sync is a pass.
 */
final class Snapshots {
  private static final double SYNCS_PER_SECOND = 10;
  private static final int PAGE_BYTES = 4096;

  private Snapshots() {}

  static JobSnapshot of(SimulatedMigration migration, double rate) {
    var transfer = migration.transfer;
    boolean preCopy = transfer.stage() == Transfer.Stage.PRE_COPY;
    boolean often = migration.postCopyArmed && preCopy;
    double found = often ? transfer.dirtied() : 0;
    return new JobSnapshot(
        phase(migration),
        seconds(transfer.elapsed()),
        migration.postCopyArmed
            ? 1 + (long) (transfer.elapsed() * SYNCS_PER_SECOND)
            : transfer.pass(),
        transfer.guest().memory(),
        new Bytes((long) transfer.handled()),
        new Bytes((long) (transfer.unsent() + found)),
        new Bytes((long) transfer.sent()),
        new BytesPerSecond((long) rate),
        new BytesPerSecond((long) transfer.lastDirtyRate()),
        transfer.stage() == Transfer.Stage.POST_COPY ? (long) transfer.handled() / PAGE_BYTES : 0,
        new Bytes((long) transfer.disks()),
        new Bytes((long) transfer.disksUnsent()));
  }

  private static Phase phase(SimulatedMigration migration) {
    if (migration.broken) {
      return Phase.POST_COPY_BROKEN;
    }
    return switch (migration.transfer.stage()) {
      case DISKS, PRE_COPY -> Phase.PRE_COPY;
      case SWITCH_OVER -> Phase.SWITCH_OVER;
      case POST_COPY -> Phase.POST_COPY;
      case DONE -> Phase.ENDED;
    };
  }

  static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
