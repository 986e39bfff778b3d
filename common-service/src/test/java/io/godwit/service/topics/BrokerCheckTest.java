package io.godwit.service.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.events.wire.TopicAdmin;
import io.godwit.parts.Parts;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service starts on the right topics only. */
@Timeout(60)
class BrokerCheckTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(5);
  private final String prefix = "c" + UUID.randomUUID().toString().substring(0, 8) + ".";

  @Test
  void topicsAsTheyShouldBeAreAccepted() {
    create(2);
    var check = new TopicsCheck(check(Parts.broker(), 2, SHORT)::await);
    assertThat(check.isRunning()).isFalse();
    check.start();
    assertThat(check.isRunning()).isTrue();
  }

  @Test
  void missingTopicsAreNamedAtOnce() {
    assertThatThrownBy(() -> check(Parts.broker(), 2, LONG).await())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("topic " + prefix + "migration.requests.v1 is missing");
  }

  @Test
  void wrongNumberOfPartitionsIsNamed() {
    create(2);
    assertThatThrownBy(() -> check(Parts.broker(), 3, LONG).await())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("migration.requests.v1 has 2 partitions, 3 are configured");
  }

  @Test
  void topicsThatAreStillToBeCreatedAreWaitedFor() throws Exception {
    var started = CompletableFuture.runAsync(() -> check(Parts.broker(), 2, LONG).awaitTopics());
    create(2);
    started.get(30, TimeUnit.SECONDS);
  }

  @Test
  void topicsThatDoNotComeInTimeAreNamed() {
    assertThatThrownBy(() -> check(Parts.broker(), 2, SHORT).awaitTopics())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("topic " + prefix + "migration.requests.v1 is missing");
  }

  @Test
  void absentBrokerIsWaitedForAndThenGivenUp() {
    assertThatThrownBy(() -> check("127.0.0.1:1", 2, SHORT).await())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the broker at 127.0.0.1:1 did not answer within")
        .hasCauseInstanceOf(KafkaException.class);
  }

  private BrokerCheck check(String broker, int partitions, Duration patience) {
    return new BrokerCheck(
        Map.of("bootstrap.servers", broker), new TopicsProperties(prefix, partitions, patience));
  }

  private void create(int partitions) {
    try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", Parts.broker()))) {
      new TopicAdmin(admin, prefix, partitions).create((short) 1);
    }
    // The broker lists them a moment after it has created them.
    check(Parts.broker(), partitions, LONG).awaitTopics();
  }
}
