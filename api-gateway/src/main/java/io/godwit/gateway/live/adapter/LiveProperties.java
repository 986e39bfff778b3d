package io.godwit.gateway.live.adapter;

import io.godwit.events.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param maxClients that may watch at once through this replica
 * @param queueCapacity events that may wait for one client before it counts as too slow
 * @param heartbeat a comment is sent after so long without an event
 */
@ConfigurationProperties(prefix = "gateway.live", ignoreUnknownFields = false)
public record LiveProperties(
    @DefaultValue("64") int maxClients,
    @DefaultValue("1000") int queueCapacity,
    @DefaultValue("15s") Duration heartbeat) {
  public LiveProperties {
    Require.atLeast(maxClients, 1, "max-clients");
    Require.atLeast(queueCapacity, 1, "queue-capacity");
    Require.atLeast(heartbeat.toMillis(), 100, "heartbeat");
  }
}
