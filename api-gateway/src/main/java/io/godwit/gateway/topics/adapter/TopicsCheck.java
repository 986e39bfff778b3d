package io.godwit.gateway.topics.adapter;

import io.godwit.events.wire.TopicAdmin;
import io.godwit.gateway.topics.TopicPrefix;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** Waits for the broker at the start, and refuses to start on topics that are not as configured. */
@Configuration(proxyBeanMethods = false)
class TopicsCheck implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(TopicsCheck.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private final KafkaAdmin kafka;
  private final TopicsProperties topics;
  private final Clock clock;
  private volatile boolean running;

  TopicsCheck(KafkaAdmin kafka, TopicsProperties topics, Clock clock) {
    this.kafka = kafka;
    this.topics = topics;
    this.clock = clock;
  }

  @Bean
  static TopicPrefix topicPrefix(TopicsProperties topics) {
    return new TopicPrefix(topics.prefix());
  }

  @Override
  public void start() {
    var problems = problems();
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "the topics are not as configured: " + String.join("; ", problems));
    }
    running = true;
  }

  private List<String> problems() {
    var end = clock.instant().plus(topics.patience());
    try (var admin = Admin.create(kafka.getConfigurationProperties())) {
      var check = new TopicAdmin(admin, topics.prefix(), topics.partitions());
      while (true) {
        try {
          return check.problems();
        } catch (RuntimeException e) {
          giveUpAfter(end, e);
        }
      }
    }
  }

  private void giveUpAfter(Instant end, RuntimeException failure) {
    if (clock.instant().isAfter(end)) {
      throw new IllegalStateException(
          "no broker answered within %d s at %s: %s"
              .formatted(
                  topics.patience().toSeconds(),
                  kafka.getConfigurationProperties().get("bootstrap.servers"),
                  failure.getMessage()),
          failure);
    }
    log.info("waiting for the broker: {}", failure.getMessage());
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the broker", e);
    }
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the listeners and the web server. */
  @Override
  public int getPhase() {
    return 0;
  }
}
