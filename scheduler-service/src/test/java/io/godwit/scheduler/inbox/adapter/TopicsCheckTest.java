package io.godwit.scheduler.inbox.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.events.wire.TopicAdmin;
import io.godwit.parts.Parts;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaAdmin;

/** The service starts on the right topics only. */
class TopicsCheckTest {
  private final String prefix = "c" + UUID.randomUUID().toString().substring(0, 8) + ".";

  @Test
  void topicsAsTheyShouldBeAreAccepted() {
    create(2);
    var check = check(Parts.broker(), 2);
    check.start();
    assertThat(check.isRunning()).isTrue();
  }

  @Test
  void missingTopicsAreNamed() {
    assertThatThrownBy(() -> check(Parts.broker(), 2).start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("topic " + prefix + "migration.requests.v1 is missing");
  }

  @Test
  void wrongNumberOfPartitionsIsNamed() {
    create(2);
    assertThatThrownBy(() -> check(Parts.broker(), 3).start())
        .hasMessageContaining("migration.requests.v1 has 2 partitions, 3 are configured");
  }

  @Test
  void absentBrokerIsWaitedForAndThenGivenUp() {
    assertThatThrownBy(() -> check("127.0.0.1:1", 2).start()).isInstanceOf(KafkaException.class);
  }

  private TopicsCheck check(String broker, int partitions) {
    return new TopicsCheck(
        new TopicsProperties(prefix, partitions, Duration.ofMillis(200)),
        new KafkaAdmin(Map.of("bootstrap.servers", broker)),
        Clock.systemUTC());
  }

  private void create(int partitions) {
    try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", Parts.broker()))) {
      new TopicAdmin(admin, prefix, partitions).create((short) 1);
    }
  }
}
