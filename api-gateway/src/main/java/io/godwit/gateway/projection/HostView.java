package io.godwit.gateway.projection;

import io.godwit.events.HostId;
import io.godwit.events.host.HostHeartbeat;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostSettingsApplied;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One host as the topics tell it.
 *
 * @param inventory absent until it came
 * @param heartbeatAt when its agent was last alive; absent: never heard of
 * @param settings that are in force for it; absent: nobody has set any
 */
public record HostView(
    HostId host,
    @Nullable HostInventory inventory,
    @Nullable Instant heartbeatAt,
    boolean hypervisorConnected,
    int migrationsRunning,
    @Nullable HostSettingsApplied settings) {

  public static HostView unknown(HostId host) {
    return new HostView(host, null, null, false, 0, null);
  }

  /** Whether its agent ever said something; operators may set up a host before it is there. */
  public boolean isHeardOf() {
    return inventory != null || heartbeatAt != null;
  }

  /**
   * Takes in an inventory, unless it is no later than the known one. What the guests need of a host
   * is for the scheduler and is left out.
   */
  public HostView learn(HostInventory next) {
    return inventory != null && !next.at().isAfter(inventory.at())
        ? this
        : new HostView(
            host,
            withoutNeeds(next),
            heartbeatAt,
            hypervisorConnected,
            migrationsRunning,
            settings);
  }

  private static HostInventory withoutNeeds(HostInventory inventory) {
    var guests =
        inventory.guests().stream()
            .map(guest ->
                new HostInventory.Guest(
                    guest.guest(),
                    guest.state(),
                    guest.memory(),
                    guest.virtualCpus(),
                    guest.persistent(),
                    guest.labels(),
                    null,
                    guest.used()))
            .toList();
    return new HostInventory(
        inventory.host(),
        inventory.at(),
        inventory.hypervisor(),
        inventory.peerUri(),
        inventory.memory(),
        inventory.cpus(),
        inventory.linkRate(),
        guests,
        inventory.resources());
  }

  /** Takes in settings, unless they are no newer than the known ones. */
  public HostView learn(HostSettingsApplied next) {
    return settings != null && next.version() <= settings.version()
        ? this
        : new HostView(host, inventory, heartbeatAt, hypervisorConnected, migrationsRunning, next);
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
            host,
            inventory,
            at,
            heartbeat.hypervisorConnected(),
            heartbeat.migrationsRunning(),
            settings);
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
                known.migrationsRunning,
                known.settings));
  }
}
