package io.godwit.service.topics;

import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The deployment's topics, the same in every service.
 *
 * @param prefix before the name of every topic and group
 * @param partitions that every topic has
 * @param patience how long a start waits for the broker
 */
@ConfigurationProperties(prefix = "godwit.topics", ignoreUnknownFields = false)
public record TopicsProperties(
    @DefaultValue("") String prefix,
    @DefaultValue("6") int partitions,
    @DefaultValue("60s") Duration patience) {
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,100}");

  public TopicsProperties {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new InvalidField(
          "godwit.topics.prefix", "is no part of a topic's name: '" + prefix + "'");
    }
    Require.atLeast(partitions, 1, "godwit.topics.partitions");
    Require.notNegative(patience, "godwit.topics.patience");
  }
}
