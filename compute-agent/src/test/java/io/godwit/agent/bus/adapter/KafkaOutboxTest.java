package io.godwit.agent.bus.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.Await;
import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.host.HostInventory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaOutboxTest {
  private static final HostId HOST = new HostId("host1");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(10);

  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(
          false, new RoundRobinPartitioner(), new StringSerializer(), new ByteArraySerializer());
  private final KafkaOutbox outbox = new KafkaOutbox(producer, HOST, "");

  @AfterEach
  void close() {
    outbox.close();
  }

  private static AgentEvent event(long sequence) {
    return new AgentEvent.AbortApplied(
        new About(MigrationId.of("test", "1"), 1, sequence, NOW), HOST, 1);
  }

  private void awaitSent(int count) {
    Await.until(count + " sends", LONG, () -> producer.history().size() == count);
  }

  @Test
  void answerIsSentAgainUntilTheBrokerHasItAndTheNextOnlyThen() throws Exception {
    var first = outbox.tell(event(1), null);
    var second = outbox.tell(event(2), null);
    awaitSent(1);
    producer.errorNext(new TimeoutException("the broker is away"));
    awaitSent(2);
    assertThat(first).isNotDone();
    producer.completeNext();
    first.get(10, TimeUnit.SECONDS);
    awaitSent(3);
    assertThat(second).isNotDone();
    producer.completeNext();
    second.get(10, TimeUnit.SECONDS);
    assertThat(producer.history())
        .extracting(record ->
            new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8))
        .containsExactly(id(1), id(1), id(2));
  }

  private static String id(long sequence) {
    return "host1/" + MigrationId.of("test", "1") + "/1/" + sequence;
  }

  @Test
  void inALongOutageOldSamplesAreDroppedAndAnswersAreNot() {
    // Given answers that the broker does not take, and more than a thousand samples behind them
    var _ = outbox.tell(event(1), null);
    awaitSent(1);
    for (int i = 0; i < 1500; i++) {
      outbox.inventory(inventory(i));
    }
    var last = outbox.tell(event(2), null);
    // When the broker is back
    Await.until(
        "all that was kept is sent",
        LONG,
        () -> {
          while (producer.completeNext()) {
            // the broker takes all that is on its way
          }
          return last.isDone() && producer.history().size() == 1002;
        });
    // Then both answers are there, and the newest thousand samples
    var topics = producer.history().stream().map(record -> record.topic()).toList();
    assertThat(topics).filteredOn("agent.events.v1"::equals).hasSize(2);
    var newest = producer.history().getLast();
    assertThat(newest.headers().lastHeader("ce_id").value())
        .asString()
        .endsWith(inventory(1499).at().toString());
  }

  private static HostInventory inventory(int number) {
    return new HostInventory(
        HOST,
        NOW.plusSeconds(number),
        "QEMU",
        "qemu+tcp://a/system",
        Bytes.ofMebi(1),
        1,
        null,
        List.of());
  }
}
