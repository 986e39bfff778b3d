package io.godwit.gateway.projection.adapter;

import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param progressInterval a migration's progress is written no more often than this
 * @param heartbeatInterval a host's heartbeat that says nothing new is written no more often
 * @param keep ended migrations and evacuations are forgotten, with their history, after this
 */
@ConfigurationProperties(prefix = "gateway.projection", ignoreUnknownFields = false)
public record ProjectionProperties(
    @DefaultValue("1s") Duration progressInterval,
    @DefaultValue("2s") Duration heartbeatInterval,
    @DefaultValue("30d") Duration keep) {
  public ProjectionProperties {
    Require.notNegative(progressInterval, "progress-interval");
    Require.notNegative(heartbeatInterval, "heartbeat-interval");
    if (keep.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new InvalidField("keep", "must be at least 1m");
    }
    if (heartbeatInterval.compareTo(Duration.ofSeconds(5)) > 0) {
      throw new InvalidField(
          "heartbeat-interval", "must not exceed 5s, or hosts that are alive look dead");
    }
  }
}
