package io.godwit.scheduler.outbox.adapter;

import io.godwit.events.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param poll how often the outbox is looked at without being woken
 * @param batch how many records are published at once
 */
@ConfigurationProperties(value = "scheduler.outbox", ignoreUnknownFields = false)
public record OutboxProperties(
    @DefaultValue("500ms") Duration poll, @DefaultValue("500") int batch) {
  public OutboxProperties {
    Require.atLeast(poll.toMillis(), 10, "scheduler.outbox.poll");
    Require.atLeast(batch, 1, "scheduler.outbox.batch");
  }
}
