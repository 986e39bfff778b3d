package io.godwit.policy.escalation.adapter;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the topology runs.
 *
 * @param stateDirectory of this instance alone; absent: a new one, removed at the end. Nothing in
 *     it is needed again, the state comes from its changelog
 * @param commitInterval after a crash at most this much is read again
 * @param sessionTimeout after this long without a sign of life another instance takes over
 * @param brokerTimeout how long a start waits for the broker
 */
@ConfigurationProperties(prefix = "policy.streams", ignoreUnknownFields = false)
public record StreamsProperties(
    @Nullable Path stateDirectory,
    @DefaultValue("1s") Duration commitInterval,
    @DefaultValue("6s") Duration sessionTimeout,
    @DefaultValue("60s") Duration brokerTimeout) {
  private static final int BEATS_PER_SESSION = 3;

  public StreamsProperties {
    positive(commitInterval, "commit-interval");
    positive(sessionTimeout, "session-timeout");
    positive(brokerTimeout, "broker-timeout");
  }

  Duration heartbeatInterval() {
    return sessionTimeout.dividedBy(BEATS_PER_SESSION);
  }

  private static void positive(Duration value, String key) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("policy.streams." + key + " must be more than zero");
    }
  }
}
