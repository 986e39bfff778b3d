package io.godwit.cli.gateway;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host as the gateway shows it; what is null is not known.
 *
 * @param sending migrations that leave it now
 * @param receiving migrations that come to it now
 * @param settingsBy who said so: an event source, or an evacuation
 */
public record HostView(
    String host,
    boolean alive,
    boolean hypervisorConnected,
    @Nullable String hypervisor,
    @Nullable Long memoryBytes,
    @Nullable Integer cpus,
    @Nullable Long linkRateBytesPerSecond,
    int migrationsRunning,
    int sending,
    int receiving,
    @Nullable HostSettings settings,
    @Nullable Instant settingsAt,
    @Nullable String settingsBy,
    @Nullable HostResources resources,
    List<Guest> guests) {

  /** A guest that its host knows. */
  public record Guest(String uuid, String name, String state, @Nullable Long memoryBytes) {
    public boolean running() {
      return state.equals("running");
    }
  }

  /** What operators say of it. */
  public HostSettings settingsOrNone() {
    return settings == null ? HostSettings.NONE : settings;
  }

  /** Whether the guest runs here. */
  public boolean runs(String guest) {
    return guests.stream().anyMatch(one -> one.name().equals(guest) && one.running());
  }
}
