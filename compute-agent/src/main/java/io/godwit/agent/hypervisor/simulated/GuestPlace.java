package io.godwit.agent.hypervisor.simulated;

import io.godwit.agent.hypervisor.MigrationTag;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.JobFigures;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where a guest is, and what its host remembers of it from one migration to the next. */
final class GuestPlace {
  final SimulatedGuest guest;
  final double born;
  HostId host;
  GuestState state = GuestState.RUNNING;
  Duration maxDowntime = Duration.ofMillis(300);
  int throttlePercent;
  @Nullable BytesPerSecond limit;
  @Nullable MigrationTag tag;
  @Nullable JobFigures lastJob;

  /**
   * @param born when it began its work, in the fleet's seconds
   */
  GuestPlace(SimulatedGuest guest, HostId host, double born) {
    this.guest = guest;
    this.born = born;
    this.host = host;
  }
}
