package io.godwit.agent.hypervisor.simulated;

import io.godwit.agent.physics.Transfer;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.agent.GuestState;
import org.jspecify.annotations.Nullable;

/** A migration under way between two hosts of the fleet. */
public final class SimulatedMigration {
  /** How a call for it returned. That of a broken post-copy returns, and the migration stays. */
  public sealed interface Ending {
    record Completed() implements Ending {}

    record Aborted() implements Ending {}

    record Failed(String words) implements Ending {}
  }

  final SimulatedHost source;
  final SimulatedHost destination;
  final Transfer transfer;
  @Nullable BytesPerSecond limit;
  boolean broken;
  boolean suspended;
  @Nullable Ending ending;

  SimulatedMigration(
      SimulatedHost source,
      SimulatedHost destination,
      @Nullable BytesPerSecond limit,
      Transfer transfer) {
    this.source = source;
    this.destination = destination;
    this.limit = limit;
    this.transfer = transfer;
  }

  /** How the last call returned; null as long as it lasts. */
  public @Nullable Ending ending() {
    return ending;
  }

  boolean moves() {
    return !broken && transfer.stage() != Transfer.Stage.DONE;
  }

  boolean isBeforeTheSwitch() {
    return transfer.stage() == Transfer.Stage.DISKS || transfer.stage() == Transfer.Stage.PRE_COPY;
  }

  boolean isOn(HostId host) {
    return host.equals(source.id()) || host.equals(destination.id());
  }

  /**
   * The most that it may send; infinite for all that its links give. The limit does not hold in the
   * stop phase, nor with several connections.
   */
  double most() {
    return limit == null || transfer.isUnlimited()
        ? Double.POSITIVE_INFINITY
        : (double) limit.count();
  }

  GuestState stateOn(HostId host, GuestState before) {
    if (broken) {
      return GuestState.POST_COPY_FAILED;
    }
    boolean here = host.equals(source.id());
    return switch (transfer.stage()) {
      case DISKS, PRE_COPY -> here ? paused(before) : GuestState.PAUSED_MIGRATING;
      case SWITCH_OVER -> GuestState.PAUSED_MIGRATING;
      case POST_COPY -> here ? GuestState.PAUSED_POST_COPY : GuestState.RUNNING_POST_COPY;
      case DONE -> here ? GuestState.ABSENT : before;
    };
  }

  private GuestState paused(GuestState before) {
    return suspended ? GuestState.PAUSED_MIGRATING : before;
  }
}
