package io.godwit.monitor.convergence.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.wire.DeadLetters;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConvergenceTopologyTest {
  private static final MigrationId ID = MigrationId.of("test", "topology");
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TopologyTestDriver driver =
      new TopologyTestDriver(
          ConvergenceTopology.of(
              "t-", Duration.ofMinutes(15), new MonitorMetrics(meters), Clock.systemUTC()),
          new Properties());
  private final TestInputTopic<String, byte[]> progress =
      driver.createInputTopic(
          "t-migration.progress.v1", new StringSerializer(), new ByteArraySerializer());
  private final TestOutputTopic<String, byte[]> trends = output("t-migration.trends.v1");
  private final TestOutputTopic<String, byte[]> letters = output("t-migration.progress.v1.dlt");

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void eachSampleBecomesATrendOfTheSameSequenceAndTrace() {
    send(sample(1, 0));
    send(sample(2, 60_000_000));

    var received = received();
    assertThat(received).hasSize(2);
    assertThat(received.getLast().traceparent()).isEqualTo(TRACE);
    assertThat(received.getLast().source()).isEqualTo("urn:godwit:monitor");
    assertThat(received.getLast().id()).isEqualTo(ID + "/1/2/trend");
    assertThat(received.getLast().data().about()).isEqualTo(sample(2, 0).about());
    assertThat(received.getLast().data().bandwidth()).isEqualTo(new BytesPerSecond(60_000_000));
  }

  @Test
  void duplicatesAndLateSamplesBecomeNothing() {
    send(sample(1, 0));
    send(sample(3, 120_000_000));
    send(sample(3, 120_000_000));
    send(sample(2, 60_000_000));

    assertThat(received()).hasSize(2);
    assertThat(meters.counter("godwit.monitor.samples", "outcome", "ignored").count()).isEqualTo(2);
  }

  @Test
  void unreadableRecordGoesToTheDeadLettersWithItsReasonAndTheNextIsRead() {
    progress.pipeInput("some key", "no JSON".getBytes(UTF_8));
    send(sample(1, 0));

    var letter = letters.readRecord();
    assertThat(letter.key()).isEqualTo("some key");
    assertThat(letter.value()).isEqualTo("no JSON".getBytes(UTF_8));
    assertThat(header(letter, DeadLetters.REASON)).startsWith("ce_specversion is missing");
    assertThat(header(letter, DeadLetters.READER)).isEqualTo("monitor-service");
    assertThat(header(letter, DeadLetters.ORIGIN)).isEqualTo("t-migration.progress.v1-0@0");
    assertThat(received()).hasSize(1);
  }

  @Test
  void recordWithoutKeyAndValueIsUnreadable() {
    progress.pipeInput(new TestRecord<>(null, (byte[]) null));

    assertThat(header(letters.readRecord(), DeadLetters.REASON))
        .isEqualTo("the record has no value");
  }

  @Test
  void silentMigrationIsForgotten() {
    send(sample(1, 0));
    var store = driver.<String, byte[]>getKeyValueStore(ProgressProcessor.STORE);
    assertThat(store.get(ID.toString())).isNotNull();

    var kept = Objects.requireNonNull(Kept.CODEC.read(store.get(ID.toString())));
    store.put(ID.toString(), Kept.CODEC.write(new Kept(kept.track(), 0)));
    driver.advanceWallClockTime(Duration.ofMinutes(2));

    assertThat(store.get(ID.toString())).isNull();
  }

  private TestOutputTopic<String, byte[]> output(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private void send(ProgressSample sample) {
    var event = new Received.Event<>("id", "urn:godwit:agent:a", null, TRACE, sample);
    var record = EventRecords.write(Topics.PROGRESS, "t-", ID.toString(), event);
    progress.pipeInput(new TestRecord<>(record.key(), record.value(), record.headers()));
  }

  private List<Received.Event<ConvergenceTrend>> received() {
    var received = new ArrayList<Received.Event<ConvergenceTrend>>();
    for (var record : trends.readRecordsToList()) {
      if (EventRecords.read(Topics.TRENDS, record.headers(), record.value())
          instanceof Received.Event<ConvergenceTrend> event) {
        received.add(event);
      }
    }
    return received;
  }

  private static String header(TestRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static ProgressSample sample(long sequence, long processed) {
    return new ProgressSample(
        new About(ID, 1, sequence, Instant.parse("2026-01-01T00:00:00Z")),
        new HostId("a"),
        Phase.PRE_COPY,
        Duration.ofSeconds(sequence),
        1,
        false,
        1,
        Bytes.ofMebi(512),
        new Bytes(processed),
        new Bytes((512L << 20) - processed),
        new Bytes(processed),
        BytesPerSecond.ZERO,
        Duration.ofMillis(300),
        null,
        false,
        0,
        Bytes.ZERO,
        Bytes.ZERO);
  }
}
