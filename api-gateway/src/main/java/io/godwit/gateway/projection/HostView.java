package io.godwit.gateway.projection;

import io.godwit.events.HostId;
import io.godwit.events.host.HostHeartbeat;
import io.godwit.events.host.HostInventory;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One host as the topics tell it.
 *
 * @param inventory absent until it came
 * @param heartbeatAt when its agent was last alive; absent: never heard of
 */
public record HostView(
    HostId host,
    @Nullable HostInventory inventory,
    @Nullable Instant heartbeatAt,
    boolean hypervisorConnected,
    int migrationsRunning) {

  public static HostView unknown(HostId host) {
    return new HostView(host, null, null, false, 0);
  }

  /** Takes in an inventory, unless it is no later than the known one. */
  public HostView learn(HostInventory next) {
    return inventory != null && !next.at().isAfter(inventory.at())
        ? this
        : new HostView(host, next, heartbeatAt, hypervisorConnected, migrationsRunning);
  }

  /**
   * Takes in a heartbeat, unless it is no later than the known one. A host whose clock is ahead of
   * {@code receivedAt} does not thereby live longer.
   */
  public HostView hear(HostHeartbeat heartbeat, Instant receivedAt) {
    var at = heartbeat.at().isAfter(receivedAt) ? receivedAt : heartbeat.at();
    return heartbeatAt != null && !at.isAfter(heartbeatAt)
        ? this
        : new HostView(
            host, inventory, at, heartbeat.hypervisorConnected(), heartbeat.migrationsRunning());
  }

  public boolean alive(Instant now, Duration within) {
    return heartbeatAt != null && !heartbeatAt.plus(within).isBefore(now);
  }

  /** Whether the difference to {@code known} is nothing but a heartbeat less than this later. */
  public boolean isHardlyNewsTo(HostView known, Duration interval) {
    var heard = known.heartbeatAt;
    return heard != null
        && heartbeatAt != null
        && heartbeatAt.isBefore(heard.plus(interval))
        && equals(
            new HostView(
                known.host,
                known.inventory,
                heartbeatAt,
                known.hypervisorConnected,
                known.migrationsRunning));
  }
}
