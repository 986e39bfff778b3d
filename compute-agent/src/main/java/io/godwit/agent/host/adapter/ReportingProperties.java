package io.godwit.agent.host.adapter;

import io.godwit.events.InvalidField;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often the agent looks and reports.
 *
 * @param heartbeat between two heartbeats
 * @param inventoryPoll between two looks at the host, besides those that its events cause
 * @param resourcesPoll between two looks at networks, storage, huge pages and devices
 * @param inventoryRefresh after which an unchanged inventory is published again
 * @param jobPoll between two looks at a running migration
 */
@ConfigurationProperties(value = "agent.reporting", ignoreUnknownFields = false)
public record ReportingProperties(
    @DefaultValue("2s") Duration heartbeat,
    @DefaultValue("2s") Duration inventoryPoll,
    @DefaultValue("10s") Duration resourcesPoll,
    @DefaultValue("60s") Duration inventoryRefresh,
    @DefaultValue("180ms") Duration jobPoll) {
  private static final Duration LEAST_JOB_POLL = Duration.ofMillis(60);

  public ReportingProperties {
    positive(heartbeat, "agent.reporting.heartbeat");
    positive(inventoryPoll, "agent.reporting.inventory-poll");
    positive(resourcesPoll, "agent.reporting.resources-poll");
    if (inventoryRefresh.compareTo(inventoryPoll) < 0) {
      throw new InvalidField(
          "agent.reporting.inventory-refresh", "must be at least agent.reporting.inventory-poll");
    }
    if (jobPoll.compareTo(LEAST_JOB_POLL) < 0) {
      throw new InvalidField("agent.reporting.job-poll", "must be at least 60 ms, is " + jobPoll);
    }
  }

  private static void positive(Duration value, String field) {
    if (value.isNegative() || value.isZero()) {
      throw new InvalidField(field, "must be more than 0, is " + value);
    }
  }
}
