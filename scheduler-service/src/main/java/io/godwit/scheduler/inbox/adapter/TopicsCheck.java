package io.godwit.scheduler.inbox.adapter;

import io.godwit.events.wire.TopicAdmin;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * Waits for the broker at the start and refuses to run on topics that are not as they should be.
 */
@Component
final class TopicsCheck implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(TopicsCheck.class);
  private static final long PAUSE_MILLIS = 500;
  private static final int CALL_MILLIS = 5_000;
  private final TopicsProperties topics;
  private final KafkaAdmin admin;
  private final Clock clock;
  private volatile boolean checked;

  TopicsCheck(TopicsProperties topics, KafkaAdmin admin, Clock clock) {
    this.topics = topics;
    this.admin = admin;
    this.clock = clock;
  }

  @Override
  public void start() {
    var until = clock.instant().plus(topics.brokerPatience());
    var settings = new HashMap<>(admin.getConfigurationProperties());
    // A broker that is not there yet is asked again, not waited for in one call.
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, CALL_MILLIS);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_MILLIS);
    try (var client = Admin.create(settings)) {
      var problems = problems(new TopicAdmin(client, topics.prefix(), topics.partitions()), until);
      if (!problems.isEmpty()) {
        throw new IllegalStateException(
            "The topics are not as they should be: " + String.join("; ", problems));
      }
    }
    checked = true;
  }

  /** The launcher may still be creating the topics: what is missing is waited for, too. */
  private List<String> problems(TopicAdmin topicAdmin, Instant until) {
    while (true) {
      try {
        var problems = topicAdmin.problems();
        if (problems.isEmpty() || !clock.instant().isBefore(until)) {
          return problems;
        }
        LOG.info("waiting for the topics: {}", problems.getFirst());
      } catch (KafkaException e) {
        if (!clock.instant().isBefore(until)) {
          throw e;
        }
        LOG.info("waiting for the broker: {}", e.getMessage());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the broker", e);
    }
  }

  @Override
  public void stop() {
    checked = false;
  }

  @Override
  public boolean isRunning() {
    return checked;
  }

  /** Before everything that reads or writes topics. */
  @Override
  public int getPhase() {
    return 0;
  }
}
