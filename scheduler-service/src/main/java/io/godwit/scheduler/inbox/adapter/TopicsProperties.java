package io.godwit.scheduler.inbox.adapter;

import io.godwit.events.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param prefix of the deployment's topics
 * @param partitions of every topic
 * @param brokerPatience how long a start waits for the broker
 */
@ConfigurationProperties(value = "godwit.topics", ignoreUnknownFields = false)
public record TopicsProperties(
    @DefaultValue("") String prefix,
    @DefaultValue("6") int partitions,
    @DefaultValue("60s") Duration brokerPatience) {
  public TopicsProperties {
    Require.atLeast(partitions, 1, "godwit.topics.partitions");
    Require.notNegative(brokerPatience, "godwit.topics.broker-patience");
  }
}
