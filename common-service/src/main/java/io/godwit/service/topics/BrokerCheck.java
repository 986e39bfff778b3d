package io.godwit.service.topics;

import io.godwit.events.wire.TopicAdmin;
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
public final class BrokerCheck {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerCheck.class);
  private static final long PAUSE_MILLIS = 500;
  private static final int REQUEST_TIMEOUT_MILLIS = 5_000;

  private final Map<String, Object> connection;
  private final TopicsProperties topics;

  /**
   * @param connection the broker's address and security
   */
  public BrokerCheck(Map<String, Object> connection, TopicsProperties topics) {
    this.connection = new HashMap<>(connection);
    // A broker that is not there yet is asked again, not waited for in one call.
    this.connection.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    this.connection.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    this.topics = topics;
  }

  /**
   * Returns once a broker has answered, as soon as its topics are right.
   *
   * @throws IllegalStateException if the broker does not answer in time or its topics are not right
   */
  public void await() {
    await(false);
  }

  /**
   * As {@link #await()}, but topics that are not right yet are waited for, too: they may still be
   * being created.
   *
   * @throws IllegalStateException if by the end no broker answers or its topics are not right
   */
  public void awaitTopics() {
    await(true);
  }

  private void await(boolean lenient) {
    long end = System.nanoTime() + topics.patience().toNanos();
    try (var admin = Admin.create(connection)) {
      var asked = new TopicAdmin(admin, topics.prefix(), topics.partitions());
      var problems = problems(asked, end);
      while (lenient && !problems.isEmpty() && System.nanoTime() < end) {
        LOG.info("waiting for the topics: {}", problems.getFirst());
        pause();
        problems = problems(asked, end);
      }
      if (!problems.isEmpty()) {
        throw new IllegalStateException(
            "the topics are not as configured: "
                + String.join("; ", problems)
                + " (see godwit.topics.prefix and godwit.topics.partitions)");
      }
    }
  }

  private List<String> problems(TopicAdmin asked, long end) {
    while (true) {
      try {
        return asked.problems();
      } catch (KafkaException | IllegalStateException unreachable) {
        if (System.nanoTime() >= end) {
          throw new IllegalStateException(
              "the broker at %s did not answer within %d s: %s"
                  .formatted(
                      connection.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG),
                      topics.patience().toSeconds(),
                      unreachable.getMessage()),
              unreachable);
        }
        LOG.info("waiting for the broker: {}", unreachable.getMessage());
        pause();
      }
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
