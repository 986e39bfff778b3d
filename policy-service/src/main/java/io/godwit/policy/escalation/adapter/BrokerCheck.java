package io.godwit.policy.escalation.adapter;

import io.godwit.events.wire.TopicAdmin;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the broker at a start, and refuses topics on which nothing could work. */
final class BrokerCheck {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerCheck.class);
  private static final long PAUSE_MILLIS = 500;
  private static final int REQUEST_TIMEOUT_MILLIS = 5_000;

  private final Map<String, Object> connection;
  private final TopicsProperties topics;

  BrokerCheck(Map<String, Object> connection, TopicsProperties topics) {
    this.connection = new HashMap<>(connection);
    this.connection.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    this.connection.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    this.topics = topics;
  }

  /**
   * @throws IllegalStateException if the broker does not answer in time or its topics are not right
   */
  void await(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try (var admin = Admin.create(connection)) {
      var asked = new TopicAdmin(admin, topics.prefix(), topics.partitions());
      while (true) {
        try {
          refuse(asked.problems());
          return;
        } catch (KafkaException unreachable) {
          if (System.nanoTime() > end) {
            throw new IllegalStateException(
                "the broker did not answer within " + limit.toSeconds() + " s", unreachable);
          }
          LOG.info("waiting for the broker: {}", unreachable.getMessage());
          pause();
        }
      }
    }
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new IllegalStateException(String.join("; ", problems));
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the broker", e);
    }
  }
}
