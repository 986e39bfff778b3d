package io.godwit.monitor.convergence.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.wire.DeadLetters;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import io.godwit.monitor.convergence.Track;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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

  private final TickingClock clock = new TickingClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TopologyTestDriver driver =
      new TopologyTestDriver(
          ConvergenceTopology.of(
              "t-",
              new ConvergenceProperties(Duration.ofMinutes(15), Duration.ofSeconds(5)),
              new MonitorMetrics(meters),
              clock),
          new Properties());
  private final TestInputTopic<String, byte[]> progress =
      driver.createInputTopic(
          "t-migration.progress.v1", new StringSerializer(), new ByteArraySerializer());
  private final TestInputTopic<String, byte[]> agents =
      driver.createInputTopic(
          "t-agent.events.v1", new StringSerializer(), new ByteArraySerializer());
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

    send(ended(2));
    pass(Duration.ofMinutes(14));
    assertThat(store.get(ID.toString())).isNotNull();
    pass(Duration.ofMinutes(3));

    assertThat(store.get(ID.toString())).isNull();
  }

  @Test
  void silenceOfARunningMigrationIsToldWithTheLastTrendAndItsSequence() {
    send(sample(1, 0));
    send(sample(2, 60_000_000));
    var last = received().getLast().data();
    pass(Duration.ofSeconds(4));
    assertThat(received()).isEmpty();

    pass(Duration.ofSeconds(2));
    var silent = received();
    assertThat(silent).hasSize(1);
    assertThat(silent.getFirst().id()).isEqualTo(ID + "/1/2/silent/6");
    assertThat(silent.getFirst().data()).isEqualTo(Track.silent(last, Duration.ofSeconds(6)));
    pass(Duration.ofSeconds(4));
    assertThat(received()).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(received().getFirst().data().silentFor()).isEqualTo(Duration.ofSeconds(11));

    send(sample(3, 120_000_000));
    assertThat(received().getFirst().data().silentFor()).isZero();
    pass(Duration.ofSeconds(4));
    assertThat(received()).isEmpty();
  }

  @Test
  void endOfAMigrationIsNoSilence() {
    send(sample(1, 0));
    send(ended(2));
    received();
    pass(Duration.ofSeconds(20));
    assertThat(received()).isEmpty();
  }

  @Test
  void whatWasMeasuredBeforeTheStartForetellsThePlateauInTheFirstPass() {
    measure(ID, 1, 400L << 20, 500L << 20);
    var other = MigrationId.of("test", "quiet");
    measure(other, 1, 1 << 20, 2 << 20);
    send(sample(ID, 1, 0));
    send(sample(ID, 2, 60_000_000));
    send(sample(other, 1, 0));
    send(sample(other, 2, 60_000_000));

    var trends = received();
    assertThat(trends.get(1).data().convergenceProbability()).isLessThan(0.1);
    assertThat(trends.get(1).data().eta()).isNull();
    assertThat(trends.get(1).data().fixedPoint().count()).isGreaterThan(300L << 20);
    assertThat(trends.get(3).data().convergenceProbability()).isGreaterThan(0.95);
    assertThat(trends.get(3).data().eta()).isNotNull();
    assertThat(trends.get(3).data().dirtyRate().count()).isLessThan(5 << 20);
  }

  private void measure(MigrationId migration, int attempt, long inOne, long inFour) {
    AgentEvent measured =
        new AgentEvent.DirtyingMeasured(
            new About(migration, attempt, 1, Instant.EPOCH),
            new HostId("a"),
            1,
            List.of(
                new AgentEvent.DirtiedIn(Duration.ofSeconds(1), new Bytes(inOne)),
                new AgentEvent.DirtiedIn(Duration.ofSeconds(4), new Bytes(inFour))));
    var event = new Received.Event<>("m", "urn:godwit:agent:a", null, null, measured);
    var record = EventRecords.write(Topics.AGENT_EVENTS, "t-", migration.toString(), event);
    agents.pipeInput(new TestRecord<>(record.key(), record.value(), record.headers()));
  }

  private void pass(Duration time) {
    clock.now = clock.now.plus(time);
    driver.advanceWallClockTime(time);
  }

  private TestOutputTopic<String, byte[]> output(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private void send(ProgressSample sample) {
    var event = new Received.Event<>("id", "urn:godwit:agent:a", null, TRACE, sample);
    var key = sample.about().migration().toString();
    var record = EventRecords.write(Topics.PROGRESS, "t-", key, event);
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
    return sample(ID, sequence, processed);
  }

  private static ProgressSample sample(MigrationId migration, long sequence, long processed) {
    return sample(migration, sequence, processed, Phase.PRE_COPY);
  }

  private static ProgressSample ended(long sequence) {
    return sample(ID, sequence, 512L << 20, Phase.ENDED);
  }

  private static ProgressSample sample(
      MigrationId migration, long sequence, long processed, Phase phase) {
    return new ProgressSample(
        new About(migration, 1, sequence, Instant.parse("2026-01-01T00:00:00Z")),
        new HostId("a"),
        phase,
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

  /** A clock that the test moves. */
  private static final class TickingClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
