package io.godwit.policy.escalation.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.convergence.policy.ShippedDefinitions;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.MigrationId;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.policy.Objective;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topic;
import io.godwit.events.wire.Topics;
import io.godwit.policy.escalation.Course;
import io.godwit.policy.escalation.Escalations;
import io.godwit.policy.escalation.Reports;
import io.godwit.policy.escalation.Scene;
import io.godwit.policy.escalation.Scene.Changed;
import io.godwit.policy.lever.Rules;
import io.godwit.policy.lever.Track;
import io.godwit.policy.lever.View;
import io.godwit.policy.steering.Steering;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * What a trend costs on one thread from its bytes to the decision, as the number of running
 * migrations grows; nine of ten converge, the others are at a plateau and weighed each time. Not
 * part of the build; run by {@code -Dtest=DecisionBench}.
 */
class DecisionBench {
  private static final List<Integer> SIZES = List.of(10, 100, 1_000, 10_000);
  private static final int TRENDS = 60_000;
  private static final int BATCH = 20_000;

  @Test
  void costPerTrend() {
    measured(100, TRENDS);
    for (int size : SIZES) {
      System.out.printf("%6d migrations: %.1f us a trend%n", size, measured(size, TRENDS) / 1000.0);
    }
  }

  private static double measured(int migrations, int trends) {
    long spent = 0;
    int sent = 0;
    try (var driver = driver()) {
      for (int i = 0; i < migrations; i++) {
        var id = MigrationId.of("bench", "m" + i);
        send(driver, Topics.EVENTS, id, Scene.runningOf(id, Scene.standard()));
      }
      int rounds = Math.max(1, trends / migrations);
      for (int round = 1; round <= rounds; round++) {
        for (int from = 0; from < migrations; from += BATCH) {
          var batch = batch(from, Math.min(migrations, from + BATCH), round);
          var topic =
              driver.createInputTopic(
                  Topics.TRENDS.on("t-"), new StringSerializer(), new ByteArraySerializer());
          long start = System.nanoTime();
          topic.pipeRecordList(batch);
          spent += System.nanoTime() - start;
          sent += batch.size();
        }
      }
    }
    assertThat(sent).isPositive();
    return (double) spent / sent;
  }

  private static List<TestRecord<String, byte[]>> batch(int from, int to, int round) {
    var records = new ArrayList<TestRecord<String, byte[]>>();
    for (int i = from; i < to; i++) {
      var id = MigrationId.of("bench", "m" + i);
      records.add(record(Topics.TRENDS, id, trend(id, i, round)));
    }
    return records;
  }

  /** A first pass of 100 s keeps the patience: what is weighed is weighed every time. */
  private static ConvergenceTrend trend(MigrationId id, int index, int round) {
    boolean plateau = index % 10 == 0;
    var trend = plateau ? Scene.plateau(round, 2, 250) : Scene.converging(round, 2, 200);
    return Changed.of(trend)
        .rates(60_000_000, plateau ? 400_000_000 : 30_000_000, 50_000_000)
        .at(Duration.ofSeconds(100).plusMillis(round))
        .of(id)
        .within()
        .get();
  }

  /** Of which reading the record, and the rules without Kafka Streams around them. */
  @Test
  void costOfReadingAndOfTheRules() {
    int migrations = 1_000;
    var rules =
        new Escalations(Rules.DEFAULT, name -> ShippedDefinitions.under(List.of()).get(name));
    var reports = new Reports(rules);
    var courses = new HashMap<MigrationId, @Nullable Course>();
    for (int i = 0; i < migrations; i++) {
      var id = MigrationId.of("bench", "m" + i);
      var running = Scene.runningOf(id, Scene.standard());
      courses.put(id, reports.onMigration(null, running, Scene.START).course());
    }
    long reading = 0;
    long ruling = 0;
    for (int round = 1; round <= TRENDS / migrations; round++) {
      var trends = new ArrayList<ConvergenceTrend>();
      var records = batch(0, migrations, round);
      long start = System.nanoTime();
      for (var record : records) {
        trends.add(
            switch (EventRecords.read(Topics.TRENDS, record.headers(), record.value())) {
              case Received.Event<ConvergenceTrend> event -> event.data();
              case Received.Unreadable<ConvergenceTrend> not ->
                  throw new AssertionError(not.reason());
            });
      }
      long read = System.nanoTime();
      for (var trend : trends) {
        var id = trend.about().migration();
        courses.put(id, rules.onTrend(courses.get(id), trend, Scene.START).course());
      }
      boolean warm = round > TRENDS / migrations / 3;
      reading += warm ? read - start : 0;
      ruling += warm ? System.nanoTime() - read : 0;
    }
    double counted = TRENDS * 2 / 3.0;
    System.out.printf(
        "reading a trend: %.1f us, the rules: %.1f us%n",
        reading / 1000.0 / counted, ruling / 1000.0 / counted);
    assertThat(courses).hasSize(migrations);
  }

  @Test
  void costOfADecision() {
    var trend =
        Changed.of(Scene.trend(1, 2, 250, Outlook.PLATEAU, true, 300, 1))
            .rates(60_000_000, 90_000_000, 120_000_000)
            .limited(60_000_000)
            .get();
    EffectivePolicy policy =
        Scene.policy(
            "all",
            Objective.LEAST_WORK_LOST,
            Duration.ofMinutes(2),
            2000,
            60,
            true,
            Duration.ofSeconds(30),
            EffectivePolicy.LastResort.ABORT);
    int runs = 10_000;
    int decided = 0;
    long spent = 0;
    for (int round = 0; round < 3; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < runs; i++) {
        var view = View.of(policy, trend, Track.BEGIN.seen(trend), Rules.DEFAULT, false);
        decided += Steering.decide(view).isPresent() ? 1 : 0;
      }
      spent = System.nanoTime() - start;
    }
    assertThat(decided).isEqualTo(3 * runs);
    System.out.printf(
        "a decision with every lever weighed: %.1f us; for %d migrations %.0f ms%n",
        spent / 1000.0 / runs, runs, spent / 1e6);
  }

  private static TopologyTestDriver driver() {
    var properties =
        new Binder(new MapConfigurationPropertySource())
            .bindOrCreate("policy.escalation", EscalationProperties.class);
    var clock = Clock.fixed(Scene.START, ZoneOffset.UTC);
    var metrics = new PolicyMetrics(new SimpleMeterRegistry());
    return new TopologyTestDriver(
        EscalationTopology.of("t-", properties, metrics, clock), new Properties(), Scene.START);
  }

  private static <E> void send(TopologyTestDriver driver, Topic<E> topic, MigrationId id, E data) {
    driver
        .createInputTopic(topic.on("t-"), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(record(topic, id, data));
  }

  private static <E> TestRecord<String, byte[]> record(Topic<E> topic, MigrationId id, E data) {
    var event = new Received.Event<>("id", "urn:godwit:bench", null, null, data);
    var written = EventRecords.write(topic, "t-", id.toString(), event);
    return new TestRecord<>(written.key(), written.value(), written.headers(), Scene.START);
  }
}
