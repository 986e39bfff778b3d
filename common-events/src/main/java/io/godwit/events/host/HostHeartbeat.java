package io.godwit.events.host;

import io.godwit.events.HostId;
import io.godwit.events.Require;
import java.time.Instant;

/**
 * A host's agent is alive.
 *
 * @param host which host
 * @param at by the host's clock
 * @param hypervisorConnected whether the agent reaches the hypervisor
 * @param migrationsRunning jobs that it runs as a source
 */
public record HostHeartbeat(
    HostId host, Instant at, boolean hypervisorConnected, int migrationsRunning) {
  public HostHeartbeat {
    Require.present(host, "host");
    Require.present(at, "at");
    Require.atLeast(migrationsRunning, 0, "migrationsRunning");
  }
}
