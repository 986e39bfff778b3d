package io.godwit.cli.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A host as the gateway shows it. */
public record HostView(
    String host,
    boolean alive,
    boolean hypervisorConnected,
    @Nullable String hypervisor,
    @Nullable Long memoryBytes,
    @Nullable Integer cpus,
    @Nullable Long linkRateBytesPerSecond,
    int migrationsRunning,
    List<Guest> guests) {

  /** A guest that its host knows. */
  public record Guest(String uuid, String name, String state, @Nullable Long memoryBytes) {
    public boolean running() {
      return state.equals("running");
    }
  }

  /** Whether the guest runs here. */
  public boolean runs(String guest) {
    return guests.stream().anyMatch(one -> one.name().equals(guest) && one.running());
  }
}
