package io.godwit.agent.hypervisor.simulated;

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

  final HostId source;
  final HostId destination;
  final boolean postCopyArmed;
  final @Nullable BytesPerSecond switchoverBandwidth;
  Transfer transfer;
  Duration maxDowntime;
  @Nullable BytesPerSecond limit;
  boolean broken;
  @Nullable Ending ending;

  SimulatedMigration(
      SimulatedGuest guest, HostId source, HostId destination, StartSettings settings) {
    this.source = source;
    this.destination = destination;
    postCopyArmed = settings.postCopyArmed();
    switchoverBandwidth = settings.switchoverBandwidth();
    maxDowntime = settings.maxDowntime();
    limit = settings.bandwidthLimit();
    transfer = Transfer.begin(guest);
  }

  /** How the last call returned; null as long as it lasts. */
  public @Nullable Ending ending() {
    return ending;
  }

  boolean moves() {
    return !broken && transfer.stage() != Transfer.Stage.DONE;
  }

  boolean isOn(HostId host) {
    return host.equals(source) || host.equals(destination);
  }

  /** What fits in the allowed downtime, at the rate that the hypervisor was told, or else sees. */
  double threshold(double rate) {
    double known = switchoverBandwidth == null ? rate : (double) switchoverBandwidth.count();
    return known * maxDowntime.toNanos() / 1e9;
  }

  /**
   * The most that it may send of what its links give it: the limit does not hold while the guest
   * stands still.
   */
  double limited(double share) {
    return limit == null || transfer.stage() == Transfer.Stage.SWITCH_OVER
        ? share
        : Math.min(share, (double) limit.count());
  }

  GuestState stateOn(HostId host, GuestState before) {
    if (broken) {
      return GuestState.POST_COPY_FAILED;
    }
    boolean here = host.equals(source);
    return switch (transfer.stage()) {
      case PRE_COPY -> here ? before : GuestState.PAUSED_MIGRATING;
      case SWITCH_OVER -> GuestState.PAUSED_MIGRATING;
      case POST_COPY -> here ? GuestState.PAUSED_POST_COPY : GuestState.RUNNING_POST_COPY;
      case DONE -> here ? GuestState.ABSENT : before;
    };
  }
}
