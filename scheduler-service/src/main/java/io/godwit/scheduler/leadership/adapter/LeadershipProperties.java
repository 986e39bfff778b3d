package io.godwit.scheduler.leadership.adapter;

import io.godwit.events.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param ttl how long a leader leads without renewing; so long the others wait for a dead one
 */
@ConfigurationProperties(value = "scheduler.leadership", ignoreUnknownFields = false)
public record LeadershipProperties(@DefaultValue("5s") Duration ttl) {
  public LeadershipProperties {
    Require.atLeast(ttl.toMillis(), 100, "scheduler.leadership.ttl");
  }
}
