package io.godwit.scheduler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.MigrationCompleted;
import io.godwit.events.migration.MigrationEvent.MigrationRejected;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.migration.MigrationEvent.RequestRefused;
import io.godwit.events.migration.RejectionReason;
import io.godwit.events.request.MigrationRequest;
import io.godwit.events.request.MigrationRequest.CancelMigration;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.events.wire.DeadLetters;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The service on a real broker and a real database, with agents that are scripted. */
class SchedulerServiceTest {
  private static final String SOURCE = "urn:godwit:principal:test";
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private final Deployment deployment = new Deployment();
  private final ScriptedAgents agents = new ScriptedAgents(deployment);
  private final KafkaProducer<String, byte[]> platform = deployment.producer();
  private final Listening<MigrationEvent> events = new Listening<>(deployment, Topics.EVENTS);
  private @Nullable ConfigurableApplicationContext service;

  @BeforeEach
  void start() {
    agents.start();
    service = deployment.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (service != null) {
      service.close();
    }
    agents.stop();
    events.close();
    platform.close();
  }

  @Test
  void requestOverKafkaIsCarriedOutToItsEnd() {
    var id = request("one", new RequestMigration("db1", null, null, null));

    var said = events.until(MigrationCompleted.class::isInstance);

    assertThat(said.stream().map(event -> event.getClass().getSimpleName()))
        .containsExactly(
            "MigrationRequested",
            "MigrationQueued",
            "MigrationChecking",
            "MigrationPreparing",
            "MigrationRunning",
            "MigrationVerifying",
            "MigrationCompleted");
    assertThat(said.stream().map(event -> event.about().sequence()))
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(said).allMatch(event -> event.about().migration().equals(id));
    assertThat(events.received).allMatch(event -> TRACE.equals(event.traceparent()));
    assertThat(agents.commands.stream().map(command -> command.getClass().getSimpleName()))
        .containsExactly(
            "CheckFacts",
            "MeasureDirtying",
            "PrepareDestination",
            "StartMigration",
            "ReportGuestState",
            "ReportGuestState");
  }

  @Test
  void idleServiceStartsTheMigrationWithinHalfASecond() {
    agents.finishing = false;
    var first = request("warm", new RequestMigration("db1", null, null, null));
    events.until(MigrationRunning.class::isInstance);
    request("cancel", new CancelMigration(first, null));
    events.until(MigrationEvent.MigrationCancelled.class::isInstance);
    agents.finishing = false;

    var asked = Instant.now();
    var timed = request("timed", new RequestMigration("db1", null, null, null));

    var said =
        events.until(
            event -> event instanceof MigrationRunning && event.about().migration().equals(timed));
    var took = Duration.between(asked, said.getLast().about().at());
    System.out.println("request to MigrationRunning: " + took.toMillis() + " ms");
    assertThat(took).isLessThan(Duration.ofMillis(500));
  }

  @Test
  void secondRequestForTheSameGuestIsRejectedAsBusy() {
    agents.finishing = false;
    request("first", new RequestMigration("db1", null, null, null));
    events.until(MigrationRunning.class::isInstance);

    var second = request("second", new RequestMigration("db1", null, null, null));

    var rejected = rejectionOf(second);
    assertThat(rejected.reason()).isEqualTo(RejectionReason.GUEST_BUSY);
    assertThat(rejected.field()).isEqualTo("guest");
  }

  @Test
  void rejectionsNameTheFieldAtFault() {
    var guest = request("guest", new RequestMigration("nobody", null, null, null));
    var unknown = request("host", new RequestMigration("db1", new HostId("host9"), null, null));
    var same = request("same", new RequestMigration("db1", ScriptedAgents.HOST1, null, null));

    assertThat(rejectionOf(guest).field()).isEqualTo("guest");
    assertThat(rejectionOf(guest).reason()).isEqualTo(RejectionReason.GUEST_UNKNOWN);
    assertThat(rejectionOf(unknown).field()).isEqualTo("destination");
    assertThat(rejectionOf(unknown).reason()).isEqualTo(RejectionReason.DESTINATION_UNKNOWN);
    assertThat(rejectionOf(same).field()).isEqualTo("destination");
    assertThat(rejectionOf(same).reason()).isEqualTo(RejectionReason.DESTINATION_IS_SOURCE);
  }

  @Test
  void repeatedRequestChangesNothingAndAnotherBodyUnderItsIdIsRefused() {
    agents.finishing = false;
    var id = request("key", new RequestMigration("db1", null, null, null));
    events.until(MigrationRunning.class::isInstance);

    request("key", new RequestMigration("db1", null, null, null));
    request("key", new RequestMigration("other", null, null, null));

    var said = events.until(RequestRefused.class::isInstance);
    var refused = (RequestRefused) said.getLast();
    assertThat(refused.field()).isEqualTo("guest");
    assertThat(refused.about().migration()).isEqualTo(id);
    assertThat(said.stream().filter(MigrationEvent.MigrationRequested.class::isInstance))
        .hasSize(1);
  }

  @Test
  void cancelThatComesEarlyCancelsOnArrival() {
    var id = MigrationId.of(SOURCE, "late");
    request("cancel", new CancelMigration(id, "not wanted"));
    request("marker", new RequestMigration("nobody", null, null, null));
    events.until(MigrationRejected.class::isInstance);

    request("late", new RequestMigration("db1", null, null, null));

    var said = events.until(MigrationEvent.MigrationCancelled.class::isInstance);
    assertThat(((MigrationEvent.MigrationCancelled) said.getLast()).explanation())
        .isEqualTo("not wanted");
    assertThat(agents.commands).isEmpty();
  }

  @Test
  void runningMigrationIsAbortedByACancel() {
    agents.finishing = false;
    var id = request("running", new RequestMigration("db1", null, null, null));
    events.until(MigrationRunning.class::isInstance);

    request("cancel", new CancelMigration(id, null));

    events.until(MigrationEvent.MigrationCancelled.class::isInstance);
    try (var commands = new Listening<>(deployment, Topics.COMMANDS)) {
      var sent = commands.until(AgentCommand.TearDown.class::isInstance);
      assertThat(sent).anyMatch(AgentCommand.AbortMigration.class::isInstance);
    }
  }

  @Test
  void unreadableRecordBecomesADeadLetterWithItsReasonAndTheNextIsHandled() {
    var topic = Topics.REQUESTS.on(deployment.prefix);
    Deployment.send(platform, new ProducerRecord<>(topic, 0, "x", "no event".getBytes(UTF_8)));
    var misspelt =
        EventRecords.write(
            Topics.REQUESTS,
            deployment.prefix,
            "y",
            event("bad", new RequestMigration("db1", null, null, null)));
    var headers = misspelt.headers();
    Deployment.send(
        platform,
        new ProducerRecord<>(
            topic,
            0,
            "y",
            "{\"guest\":\"db1\",\"destnation\":\"host2\"}".getBytes(UTF_8),
            headers));
    request("good", new RequestMigration("nobody", null, null, null));

    events.until(MigrationRejected.class::isInstance);
    var letters = letters(2);
    assertThat(reason(letters.getFirst())).contains("not a CloudEvent");
    assertThat(reason(letters.getLast())).contains("destnation");
    assertThat(letters.getFirst().value()).isEqualTo("no event".getBytes(UTF_8));
  }

  private List<ConsumerRecord<String, byte[]>> letters(int wanted) {
    var letters = new ArrayList<ConsumerRecord<String, byte[]>>();
    var deadline = Instant.now().plusSeconds(20);
    try (var consumer = deployment.consumer(Topics.REQUESTS.deadLettersOn(deployment.prefix), 1)) {
      while (letters.size() < wanted && Instant.now().isBefore(deadline)) {
        consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
      }
    }
    assertThat(letters).hasSize(wanted);
    return letters;
  }

  private static String reason(ConsumerRecord<String, byte[]> letter) {
    var header = Objects.requireNonNull(letter.headers().lastHeader(DeadLetters.REASON));
    return new String(header.value(), UTF_8);
  }

  private MigrationRejected rejectionOf(MigrationId id) {
    return events
        .until(event -> event instanceof MigrationRejected && event.about().migration().equals(id))
        .stream()
        .filter(MigrationRejected.class::isInstance)
        .map(MigrationRejected.class::cast)
        .filter(event -> event.about().migration().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private MigrationId request(String key, MigrationRequest request) {
    Deployment.send(
        platform, EventRecords.write(Topics.REQUESTS, deployment.prefix, key, event(key, request)));
    return MigrationId.of(SOURCE, key);
  }

  private static Received.Event<MigrationRequest> event(String key, MigrationRequest request) {
    return new Received.Event<>(key, SOURCE, Instant.now(), TRACE, request);
  }
}
