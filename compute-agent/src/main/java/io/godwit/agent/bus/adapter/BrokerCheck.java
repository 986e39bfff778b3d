package io.godwit.agent.bus.adapter;

import io.godwit.events.wire.TopicAdmin;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the broker at the start, and refuses to run on topics that are not as they must be. */
public final class BrokerCheck {
  private static final Logger log = LoggerFactory.getLogger(BrokerCheck.class);
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private BrokerCheck() {}

  /**
   * @throws IllegalStateException with a sentence per problem
   */
  public static void run(KafkaClients clients) {
    var problems = problems(clients);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "the topics are not as they must be: "
              + String.join("; ", problems)
              + " (see godwit.topics.prefix and godwit.topics.partitions)");
    }
  }

  private static List<String> problems(KafkaClients clients) {
    var topics = clients.topics();
    long deadline = System.nanoTime() + topics.startTimeout().toNanos();
    try (var admin = clients.admin()) {
      var topicAdmin = new TopicAdmin(admin, topics.prefix(), topics.partitions());
      while (true) {
        try {
          return topicAdmin.problems();
        } catch (KafkaException | IllegalStateException e) {
          if (System.nanoTime() > deadline) {
            throw new IllegalStateException(
                "the broker did not answer within " + topics.startTimeout().toSeconds() + " s", e);
          }
          log.info("waiting for the broker: {}", e.getMessage());
          pause();
        }
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the broker", e);
    }
  }
}
