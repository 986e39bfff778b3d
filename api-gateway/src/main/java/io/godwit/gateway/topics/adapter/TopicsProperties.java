package io.godwit.gateway.topics.adapter;

import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param prefix of the deployment's topics and groups
 * @param partitions that every topic has
 * @param patience how long a start waits for the broker
 */
@ConfigurationProperties(prefix = "godwit.topics", ignoreUnknownFields = false)
public record TopicsProperties(
    @DefaultValue("") String prefix,
    @DefaultValue("6") int partitions,
    @DefaultValue("60s") Duration patience) {
  public TopicsProperties {
    if (!prefix.matches("[A-Za-z0-9._-]{0,100}")) {
      throw new InvalidField("prefix", "is no part of a topic's name: '" + prefix + "'");
    }
    Require.atLeast(partitions, 1, "partitions");
    Require.notNegative(patience, "patience");
  }
}
