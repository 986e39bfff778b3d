package io.godwit.scheduler.outbox.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.parts.Parts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;
import org.springframework.transaction.support.TransactionTemplate;

/** What was committed is published, in order, whoever dies in between. */
class OutboxTest {
  private static final int RECORDS = 25;
  private final String topic = "outbox-" + UUID.randomUUID();
  private final String broker = Parts.broker();
  private final DriverManagerDataSource database = database();
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(database));
  private final OutboxTable table = new OutboxTable(new JdbcTemplate(database));
  private final DefaultKafkaProducerFactory<String, byte[]> producers =
      new DefaultKafkaProducerFactory<>(
          Map.of("bootstrap.servers", broker), new StringSerializer(), new ByteArraySerializer());
  private final OutboxProperties properties = new OutboxProperties(Duration.ofMillis(500), 10);

  private static DriverManagerDataSource database() {
    var access = Parts.database();
    var source =
        new DriverManagerDataSource(
            access.jdbcUrl() + "?currentSchema=scheduler", access.user(), access.password());
    Flyway.configure().dataSource(source).schemas("scheduler").load().migrate();
    return source;
  }

  @BeforeEach
  void commitRecords() throws Exception {
    try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    for (int i = 0; i < RECORDS; i++) {
      var record = new ProducerRecord<>(topic, "key", Integer.toString(i).getBytes(UTF_8));
      record.headers().add("ce_id", Integer.toString(i).getBytes(UTF_8));
      transaction.executeWithoutResult(_ -> table.insert(List.of(record)));
    }
  }

  @AfterEach
  void stop() {
    producers.destroy();
  }

  @Test
  void everythingIsPublishedInOrderAndDeleted() {
    publishAll(new OutboxPublisher(table, new KafkaTemplate<>(producers), transaction, properties));
    assertThat(published()).containsExactlyElementsOf(numbers(0));
    assertThat(table.lag().rows()).isZero();
  }

  @Test
  void anotherInstancePublishesTheRestInOrderWhenTheFirstDiesInBetween() {
    var dying =
        new OutboxPublisher(table, new DyingTemplate(producers, 14), transaction, properties);
    publishAll(dying);
    assertThat(table.lag().rows()).isEqualTo(RECORDS - 14);

    publishAll(new OutboxPublisher(table, new KafkaTemplate<>(producers), transaction, properties));

    assertThat(published()).containsExactlyElementsOf(numbers(0));
    assertThat(table.lag().rows()).isZero();
  }

  @Test
  void deathBetweenPublishingAndDeletingRepeatsAndLosesNothing() {
    transaction.executeWithoutResult(status -> {
      table.first(5).forEach(row -> new KafkaTemplate<>(producers).send(row.record()).join());
      status.setRollbackOnly();
    });

    publishAll(new OutboxPublisher(table, new KafkaTemplate<>(producers), transaction, properties));

    var all = published();
    assertThat(all.subList(5, all.size())).containsExactlyElementsOf(numbers(0));
  }

  @Test
  void onlyOnePublishesAtATime() {
    var other = new OutboxPublisher(table, new KafkaTemplate<>(producers), transaction, properties);
    transaction.executeWithoutResult(_ -> {
      assertThat(table.lock()).isTrue();
      assertThat(CompletableFuture.supplyAsync(other::publish).join()).isFalse();
    });
    assertThat(table.lag().rows()).isEqualTo(RECORDS);
  }

  /** One whose process is as good as dead after so many records. */
  private static final class DyingTemplate extends KafkaTemplate<String, byte[]> {
    private int left;

    DyingTemplate(DefaultKafkaProducerFactory<String, byte[]> producers, int left) {
      super(producers);
      this.left = left;
    }

    @Override
    public CompletableFuture<SendResult<String, byte[]>> send(
        ProducerRecord<String, byte[]> record) {
      return left-- > 0
          ? super.send(record)
          : CompletableFuture.failedFuture(new IllegalStateException("dead"));
    }
  }

  private static void publishAll(OutboxPublisher publisher) {
    while (publisher.publish()) {
      // until there is nothing more, or nothing more goes
    }
  }

  private static List<String> numbers(int from) {
    return IntStream.range(from, RECORDS).mapToObj(Integer::toString).toList();
  }

  private List<String> published() {
    var values = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", broker),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> values.add(new String(record.value(), UTF_8)));
      }
    }
    return values;
  }
}
