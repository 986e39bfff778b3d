package io.godwit.agent.bus.adapter;

import io.godwit.events.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The deployment's topics, the same for all services.
 *
 * @param prefix of all topic names
 * @param partitions of every topic
 * @param startTimeout how long to wait for the broker at the start
 */
@ConfigurationProperties(value = "godwit.topics", ignoreUnknownFields = false)
public record TopicsProperties(
    @DefaultValue("") String prefix,
    @DefaultValue("6") int partitions,
    @DefaultValue("60s") Duration startTimeout) {
  public TopicsProperties {
    Require.atLeast(partitions, 1, "godwit.topics.partitions");
    Require.notNegative(startTimeout, "godwit.topics.start-timeout");
  }
}
