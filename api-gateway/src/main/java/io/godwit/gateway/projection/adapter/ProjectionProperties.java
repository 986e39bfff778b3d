package io.godwit.gateway.projection.adapter;

import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param progressInterval a migration's progress is written no more often than this
 * @param heartbeatInterval a host's heartbeat that says nothing new is written no more often
 */
@ConfigurationProperties(prefix = "gateway.projection", ignoreUnknownFields = false)
public record ProjectionProperties(
    @DefaultValue("1s") Duration progressInterval, @DefaultValue("2s") Duration heartbeatInterval) {
  public ProjectionProperties {
    Require.notNegative(progressInterval, "progress-interval");
    Require.notNegative(heartbeatInterval, "heartbeat-interval");
    if (heartbeatInterval.compareTo(Duration.ofSeconds(5)) > 0) {
      throw new InvalidField(
          "heartbeat-interval", "must not exceed 5s, or hosts that are alive look dead");
    }
  }
}
