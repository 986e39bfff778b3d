package io.godwit.agent.hypervisor.simulated;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.StartSettings;
import java.time.Duration;
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
  final boolean postCopyArmed;
  final @Nullable BytesPerSecond switchoverBandwidth;
  Transfer transfer;
  Duration maxDowntime;
  @Nullable BytesPerSecond limit;
  boolean broken;
  @Nullable Ending ending;

  /**
   * @param disks bytes of the disks that are copied before the memory
   */
  SimulatedMigration(
      SimulatedGuest guest,
      SimulatedHost source,
      SimulatedHost destination,
      StartSettings settings,
      Bytes disks) {
    this.source = source;
    this.destination = destination;
    postCopyArmed = settings.postCopyArmed();
    switchoverBandwidth = settings.switchoverBandwidth();
    maxDowntime = settings.maxDowntime();
    limit = settings.bandwidthLimit();
    transfer = Transfer.begin(guest, disks);
  }

  /** How the last call returned; null as long as it lasts. */
  public @Nullable Ending ending() {
    return ending;
  }

  boolean moves() {
    return !broken && transfer.stage() != Transfer.Stage.DONE;
  }

  boolean isOn(HostId host) {
    return host.equals(source.id()) || host.equals(destination.id());
  }

  /** What fits in the allowed downtime, at the rate that the hypervisor was told, or else sees. */
  double threshold(double rate) {
    double known = switchoverBandwidth == null ? rate : (double) switchoverBandwidth.count();
    return known * maxDowntime.toNanos() / 1e9;
  }

  /**
   * The most that it may send; infinite for all that its links give. The limit does not hold while
   * the guest stands still.
   */
  double most() {
    return limit == null || transfer.stage() == Transfer.Stage.SWITCH_OVER
        ? Double.POSITIVE_INFINITY
        : (double) limit.count();
  }

  GuestState stateOn(HostId host, GuestState before) {
    if (broken) {
      return GuestState.POST_COPY_FAILED;
    }
    boolean here = host.equals(source.id());
    return switch (transfer.stage()) {
      case DISKS, PRE_COPY -> here ? before : GuestState.PAUSED_MIGRATING;
      case SWITCH_OVER -> GuestState.PAUSED_MIGRATING;
      case POST_COPY -> here ? GuestState.PAUSED_POST_COPY : GuestState.RUNNING_POST_COPY;
      case DONE -> here ? GuestState.ABSENT : before;
    };
  }
}
