package io.godwit.monitor.convergence.adapter;

import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The deployment's topics, the same in every service.
 *
 * @param prefix before the name of every topic and group
 * @param partitions that every topic has
 */
@ConfigurationProperties(prefix = "godwit.topics", ignoreUnknownFields = false)
public record TopicsProperties(@DefaultValue("") String prefix, @DefaultValue("6") int partitions) {
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,100}");

  public TopicsProperties {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException("godwit.topics.prefix is no part of a topic's name");
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("godwit.topics.partitions must be at least 1");
    }
  }
}
