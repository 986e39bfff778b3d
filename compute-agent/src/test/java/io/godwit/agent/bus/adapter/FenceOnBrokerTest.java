package io.godwit.agent.bus.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.HostId;
import io.godwit.events.host.HostHeartbeat;
import io.godwit.events.wire.TopicAdmin;
import io.godwit.parts.Parts;
import io.godwit.service.topics.TopicsProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

class FenceOnBrokerTest {
  private static final HostId HOST = new HostId("host1");
  private static final HostHeartbeat HEARTBEAT =
      new HostHeartbeat(HOST, Instant.parse("2026-11-21T12:00:00Z"), true, 0);

  @Test
  void secondAgentFencesTheFirst() {
    var kafka = new KafkaProperties();
    kafka.setBootstrapServers(List.of(Parts.broker()));
    var topics =
        new TopicsProperties("fence-" + UUID.randomUUID() + ".", 1, Duration.ofSeconds(60));
    var clients = new KafkaClients(kafka, topics);
    try (var admin = clients.admin()) {
      new TopicAdmin(admin, topics.prefix(), topics.partitions()).create((short) 1);
    }
    try (var first = new Fence(clients, HOST);
        var second = new Fence(clients, HOST)) {
      assertThat(first.claim()).isTrue();
      assertThat(first.heartbeat(HEARTBEAT)).isTrue();
      assertThat(second.claim()).isTrue();
      assertThat(first.heartbeat(HEARTBEAT)).isFalse();
      assertThat(second.heartbeat(HEARTBEAT)).isTrue();
    }
  }
}
