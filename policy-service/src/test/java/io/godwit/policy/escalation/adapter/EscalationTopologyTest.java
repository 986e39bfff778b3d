package io.godwit.policy.escalation.adapter;

import static io.godwit.policy.escalation.Scene.ID;
import static io.godwit.policy.escalation.Scene.about;
import static io.godwit.policy.escalation.Scene.plateau;
import static io.godwit.policy.escalation.Scene.running;
import static io.godwit.policy.escalation.Scene.standard;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.convergence.policy.ShippedDefinitions;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentCommand.Escalate;
import io.godwit.events.agent.AgentEvent.EscalationApplied;
import io.godwit.events.convergence.Escalation.AskBandwidth;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.migration.MigrationEvent.CompletionDemanded;
import io.godwit.events.migration.MigrationEvent.MigrationCancelled;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.events.wire.DeadLetters;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topic;
import io.godwit.events.wire.Topics;
import io.godwit.policy.escalation.Scene;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EscalationTopologyTest {
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TestingClock clock = new TestingClock();
  private final TopologyTestDriver driver =
      new TopologyTestDriver(
          EscalationTopology.of("t-", impatient(), new PolicyMetrics(meters), clock),
          new Properties(),
          Scene.START);
  private final TestOutputTopic<String, byte[]> commands = output(Topics.COMMANDS.on("t-"));
  private final TestOutputTopic<String, byte[]> escalations = output(Topics.ESCALATIONS.on("t-"));

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void plateauBecomesADecisionAndACommandToTheSource() {
    send(Topics.EVENTS, running(standard(), 1, 6));
    send(Topics.TRENDS, plateau(1, 2, 250));

    var command = commands.readRecord();
    assertThat(command.key()).isEqualTo("a");
    assertThat(new String(command.headers().lastHeader("traceparent").value(), UTF_8))
        .isEqualTo(TRACE);
    assertThat(read(Topics.COMMANDS, command))
        .isInstanceOfSatisfying(
            Escalate.class,
            escalate -> {
              assertThat(escalate.escalation()).isEqualTo(new SwitchToPostCopy());
              assertThat(escalate.guest()).isEqualTo(Scene.GUEST);
            });
    var decided = escalations.readRecord();
    assertThat(decided.key()).isEqualTo(ID.toString());
    assertThat(read(Topics.ESCALATIONS, decided))
        .isInstanceOfSatisfying(
            EscalationDecided.class,
            d -> assertThat(d.escalation()).isEqualTo(new SwitchToPostCopy()));
    assertThat(
            meters
                .counter(
                    "godwit.policy.decisions",
                    "escalation",
                    "switch-to-post-copy",
                    "reason",
                    "plateau-post-copy-allowed")
                .count())
        .isEqualTo(1);
  }

  @Test
  void trendBeforeItsMigrationRunningIsDecidedOnWhenThatComes() {
    send(Topics.TRENDS, plateau(1, 2, 250));
    assertThat(commands.isEmpty()).isTrue();

    send(Topics.EVENTS, running(standard(), 1, 6));

    assertThat(commands.readRecordsToList()).hasSize(1);
  }

  @Test
  void unansweredCommandIsSentAgainUntilItIsAnswered() {
    send(Topics.EVENTS, running(standard(), 1, 6));
    send(Topics.TRENDS, plateau(1, 2, 250));
    pass(Duration.ofSeconds(4));
    assertThat(sequences()).containsExactly(1L, 2L);

    send(
        Topics.AGENT_EVENTS,
        new EscalationApplied(about(1, 900), Scene.SOURCE, 2, new SwitchToPostCopy(), "done"));
    pass(Duration.ofSeconds(10));

    assertThat(commands.isEmpty()).isTrue();
    assertThat(escalations.readRecordsToList()).hasSize(1);
  }

  @Test
  void askedBandwidthIsOnlyAFact() {
    send(Topics.EVENTS, running(standard(), 1, 6));
    var limited =
        Scene.Changed.of(Scene.trend(1, 2, 200, Outlook.PLATEAU, true, 100, 1))
            .rates(60_000_000, 65_000_000, 150_000_000)
            .limited(60_000_000)
            .get();
    send(Topics.TRENDS, limited);

    assertThat(commands.isEmpty()).isTrue();
    assertThat(read(Topics.ESCALATIONS, escalations.readRecord()))
        .isInstanceOfSatisfying(
            EscalationDecided.class,
            decided -> assertThat(decided.escalation()).isInstanceOf(AskBandwidth.class));
    pass(Duration.ofSeconds(10));
    assertThat(commands.isEmpty()).isTrue();
  }

  @Test
  void shadowDecidesByTheDefinitionOfTheTopicAndIsOnlyRecorded() {
    send(Topics.POLICIES, "mine", definition("mine"));
    send(Topics.EVENTS, running(Scene.laddered("nova", "mine"), 1, 6));
    send(Topics.TRENDS, plateau(1, 2, 250));

    assertThat(commands.isEmpty()).isTrue();
    assertThat(read(Topics.ESCALATIONS, escalations.readRecord()))
        .isInstanceOfSatisfying(
            EscalationDecided.class,
            decided -> {
              assertThat(decided.shadow()).isTrue();
              assertThat(decided.policy().name()).isEqualTo("mine");
              assertThat(decided.policy().version()).isEqualTo(3);
              assertThat(decided.escalation()).isEqualTo(new SwitchToPostCopy());
            });
  }

  @Test
  void demandThatNothingAllowedMeetsIsCounted() {
    send(Topics.EVENTS, running(Scene.critical(), 1, 6));
    send(Topics.TRENDS, Scene.converging(1, 2, 200));
    send(Topics.EVENTS, new CompletionDemanded(about(1, 7), false, null));

    assertThat(commands.isEmpty()).isTrue();
    assertThat(meters.counter("godwit.policy.demands.unmet").count()).isEqualTo(1);
  }

  @Test
  void courseIsReadAsItWasWritten() {
    send(Topics.POLICIES, "mine", definition("mine"));
    send(Topics.EVENTS, running(Scene.laddered("proxmox", "mine"), 1, 6));
    for (int second = 1; second <= 60; second++) {
      long megabytes = 240 - 60L * (second % 4);
      var trend = Scene.trend(second, 1 + second / 4, megabytes, Outlook.PLATEAU, true, 100, 1);
      send(Topics.TRENDS, Scene.Changed.of(trend).at(Duration.ofSeconds(second)).get());
    }
    var stored = driver.<String, byte[]>getKeyValueStore(Courses.STORE).get(ID.toString());
    var kept = Kept.CODEC.read(stored);

    assertThat(kept).isNotNull();
    assertThat(kept.course().step()).isNotNull();
    assertThat(kept.course().shadow()).isNotNull();
    assertThat(kept.course().ladder().risen()).isPositive();
    assertThat(Kept.CODEC.read(Kept.CODEC.write(kept))).isEqualTo(kept);
  }

  private static PolicyDefinition definition(String name) {
    var shipped = ShippedDefinitions.under(List.of()).get("standard-user");
    assertThat(shipped).isNotNull();
    return new PolicyDefinition(
        name, 3, Scene.START, "me", false, shipped.match(), shipped.intent(), null, null);
  }

  @Test
  void staleTrendIsNotDecidedOn() {
    send(Topics.EVENTS, running(standard(), 1, 6));
    clock.now = Scene.START.plusSeconds(31);
    send(Topics.TRENDS, plateau(1, 2, 250));

    assertThat(commands.isEmpty()).isTrue();
  }

  @Test
  void endedMigrationIsForgottenAfterAWhile() {
    send(Topics.EVENTS, running(standard(), 1, 6));
    send(Topics.EVENTS, new MigrationCancelled(about(1, 7), null));
    var store = driver.<String, byte[]>getKeyValueStore(Courses.STORE);
    pass(Duration.ofMinutes(14));
    assertThat(store.get(ID.toString())).isNotNull();

    pass(Duration.ofMinutes(3));

    assertThat(store.get(ID.toString())).isNull();
  }

  @Test
  void unreadableRecordsGoToTheDeadLettersOfTheirTopics() {
    for (var topic : List.of(Topics.TRENDS, Topics.EVENTS, Topics.AGENT_EVENTS)) {
      var input =
          driver.createInputTopic(
              topic.on("t-"), new StringSerializer(), new ByteArraySerializer());
      input.pipeInput("key", "no JSON".getBytes(UTF_8));

      var letter = output(topic.deadLettersOn("t-")).readRecord();
      assertThat(new String(letter.headers().lastHeader(DeadLetters.REASON).value(), UTF_8))
          .startsWith("ce_specversion is missing");
    }
    send(Topics.EVENTS, running(standard(), 1, 6));
    send(Topics.TRENDS, plateau(1, 2, 250));
    assertThat(commands.readRecordsToList()).hasSize(1);
  }

  /** The defaults, but a plateau is answered at once. */
  private static EscalationProperties impatient() {
    var keys = Map.of("policy.escalation.patience", "0s");
    return new Binder(new MapConfigurationPropertySource(keys))
        .bindOrCreate("policy.escalation", EscalationProperties.class);
  }

  private void pass(Duration time) {
    clock.now = clock.now.plus(time);
    driver.advanceWallClockTime(time);
  }

  private List<Long> sequences() {
    var sequences = new ArrayList<Long>();
    for (var record : commands.readRecordsToList()) {
      AgentCommand command = read(Topics.COMMANDS, record);
      sequences.add(command.order().sequence());
    }
    return sequences;
  }

  private TestOutputTopic<String, byte[]> output(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private <E> void send(Topic<E> topic, E data) {
    send(topic, ID.toString(), data);
  }

  private <E> void send(Topic<E> topic, String key, E data) {
    var event = new Received.Event<>("id", "urn:godwit:test", null, TRACE, data);
    var record = EventRecords.write(topic, "t-", key, event);
    driver
        .createInputTopic(topic.on("t-"), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), Scene.START));
  }

  private static <E> E read(Topic<E> topic, TestRecord<String, byte[]> record) {
    return switch (EventRecords.read(topic, record.headers(), record.value())) {
      case Received.Event<E> event -> event.data();
      case Received.Unreadable<E> unreadable -> throw new AssertionError(unreadable.reason());
    };
  }

  /** Stands still unless moved. */
  private static final class TestingClock extends Clock {
    private Instant now = Scene.START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
