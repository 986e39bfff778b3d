package io.godwit.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.EvacuationId;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.evacuation.EvacuationEvent;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationCancelling;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationEnded;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationPlanned;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationProgressed;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationRejected;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationRequested;
import io.godwit.events.evacuation.EvacuationEvent.Outcome;
import io.godwit.events.host.HostSettingsApplied;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.plan.PlanMade;
import io.godwit.events.plan.PlanMade.Candidate;
import io.godwit.events.request.MigrationRequest;
import io.godwit.events.request.MigrationRequest.CancelEvacuation;
import io.godwit.events.request.MigrationRequest.CancelEvacuation.Running;
import io.godwit.events.request.MigrationRequest.RequestEvacuation;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.events.request.MigrationRequest.RequestPlan;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Evacuations and plans with a real broker and a real database. */
class EvacuationServiceTest {
  private static final String SOURCE = "urn:test";
  private static final HostId HOST = new HostId("host000");
  private static final int GUESTS = 5;
  private final Deployment deployment = new Deployment();
  private final ScriptedFleet fleet =
      new ScriptedFleet(
          deployment,
          3,
          GUESTS,
          Duration.ofMillis(300),
          Bytes.ofMebi(512 * 40L),
          BytesPerSecond.ofMebi(1000),
          true);
  private final KafkaProducer<String, byte[]> platform = deployment.producer();
  private final Listening<EvacuationEvent> evacuations =
      new Listening<>(deployment, Topics.EVACUATIONS, Duration.ofSeconds(60));
  private @Nullable ConfigurableApplicationContext service;

  @BeforeEach
  void start() {
    fleet.start();
    service = deployment.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (service != null) {
      service.close();
    }
    fleet.stop();
    evacuations.close();
    platform.close();
  }

  @Test
  void hostIsClosedEmptiedAndStaysClosedAndARequestThatComesAgainChangesNothing() {
    var request = new RequestEvacuation(HOST, null, null, null);
    var id = request("one", request);
    request("one", request);

    var said = evacuations.until(EvacuationEnded.class::isInstance);

    assertThat(said).allMatch(event -> event.about().evacuation().equals(id));
    assertThat(said.stream().map(event -> event.about().sequence()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, said.size()).boxed().toList());
    assertThat(said.get(0)).isInstanceOf(EvacuationRequested.class);
    assertThat(said.get(1))
        .isInstanceOfSatisfying(
            EvacuationPlanned.class, planned -> assertThat(planned.guests()).hasSize(GUESTS));
    var ended = (EvacuationEnded) said.getLast();
    assertThat(ended.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(ended.moved()).isEqualTo(GUESTS);
    assertThat(ended.remaining()).isEmpty();
    try (var settings = new Listening<>(deployment, Topics.HOST_SETTINGS)) {
      var applied = settings.until(one -> one.host().equals(HOST));
      assertThat(applied)
          .extracting(HostSettingsApplied::by)
          .containsOnly("urn:godwit:evacuation:" + id);
      assertThat(applied.getLast().settings().closedOrDefault()).isTrue();
    }
  }

  @Test
  void evacuationGoesOnWhereItWasAfterARestart() {
    request("one", new RequestEvacuation(HOST, null, null, null));
    evacuations.until(EvacuationPlanned.class::isInstance);

    Objects.requireNonNull(service).close();
    service = deployment.start();

    var said = evacuations.until(EvacuationEnded.class::isInstance);
    assertThat(((EvacuationEnded) said.getLast()).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(said.stream().filter(EvacuationRequested.class::isInstance)).hasSize(1);
  }

  @Test
  void cancelStopsWhatWaitsLetsFinishWhatRunsAndOpensTheHost() {
    var id = request("one", new RequestEvacuation(HOST, null, null, null));
    evacuations.until(event -> event instanceof EvacuationProgressed told && told.moving() > 0);

    request("cancel", new CancelEvacuation(id, Running.FINISH, "enough"));

    var ended = (EvacuationEnded) evacuations.until(EvacuationEnded.class::isInstance).getLast();
    assertThat(ended.outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(ended.moved()).isPositive();
    assertThat(ended.moved() + ended.remaining().size()).isEqualTo(GUESTS);
    try (var settings = new Listening<>(deployment, Topics.HOST_SETTINGS)) {
      settings.until(one -> !one.settings().closedOrDefault());
    }
  }

  @Test
  void unknownHostAndHostThatIsBeingEvacuatedAreRejectedByTheirField() {
    request("one", new RequestEvacuation(HOST, null, null, null));
    var second = request("two", new RequestEvacuation(HOST, null, null, null));
    var unknown = request("three", new RequestEvacuation(new HostId("nowhere"), null, null, null));

    assertThat(rejectionOf(second).field()).isEqualTo("host");
    assertThat(rejectionOf(second).detail()).contains("already");
    assertThat(rejectionOf(unknown).field()).isEqualTo("host");
    assertThat(rejectionOf(unknown).detail()).isEqualTo("there is no host 'nowhere'");
  }

  @Test
  void cancelWithoutAWordOfExplanationThatComesBeforeItsRequestCancelsIt() {
    var id = EvacuationId.of(SOURCE, "one");
    // of one key, so that they are read in this order
    send("one", "cancel", new CancelEvacuation(id, null, null));
    send("one", "one", new RequestEvacuation(HOST, null, null, null));

    var said = evacuations.until(EvacuationEnded.class::isInstance);

    assertThat(said.getFirst()).isInstanceOf(EvacuationRequested.class);
    assertThat(said)
        .filteredOn(EvacuationCancelling.class::isInstance)
        .extracting(event -> ((EvacuationCancelling) event).explanation())
        .containsExactly("by " + SOURCE);
    assertThat(((EvacuationEnded) said.getLast()).outcome()).isEqualTo(Outcome.CANCELLED);
  }

  private PlanMade planned(Listening<PlanMade> plans, RequestMigration wanted, String key) {
    send(key, new RequestPlan(wanted));
    var id = MigrationId.of(SOURCE, key);
    return plans.until(plan -> plan.plan().equals(id)).getLast();
  }

  @Test
  void planSaysEveryHostAndChangesNothing() {
    try (var migrations = new Listening<>(deployment, Topics.EVENTS);
        var plans = new Listening<>(deployment, Topics.PLANS)) {
      var wanted = new RequestMigration("guest-0-0", null, null, null);
      // A host may have given a sign of life before it has said what it has: asked again then.
      var made = planned(plans, wanted, "plan-0");
      for (int n = 1; n < 30 && !made.candidates().stream().allMatch(Candidate::suitable); n++) {
        made = planned(plans, wanted, "plan-" + n);
      }
      assertThat(made.refusal()).isNull();
      assertThat(made.source()).isEqualTo(HOST);
      assertThat(made.candidates())
          .extracting(Candidate::host)
          .containsExactlyInAnyOrder(new HostId("host001"), new HostId("host002"));
      assertThat(made.candidates()).allMatch(Candidate::suitable);
      assertThat(made.candidates()).allMatch(candidate -> candidate.course() != null);

      send("unknown", new RequestPlan(new RequestMigration("nobody", null, null, null)));
      var refused = plans.until(plan -> plan.refusal() != null).getLast();
      assertThat(Objects.requireNonNull(refused.refusal()).field()).isEqualTo("guest");

      // A migration after it is the first that there is.
      send("move", wanted);
      var said = migrations.until(MigrationRunning.class::isInstance);
      assertThat(
              said.stream().map(MigrationEvent::about).map(about -> about.migration()).distinct())
          .containsExactly(MigrationId.of(SOURCE, "move"));
      assertThat(plans.received)
          .extracting(Received.Event::data)
          .extracting(PlanMade::plan)
          .doesNotHaveDuplicates();
    }
  }

  private EvacuationRejected rejectionOf(EvacuationId id) {
    return evacuations
        .until(
            event -> event instanceof EvacuationRejected && event.about().evacuation().equals(id))
        .stream()
        .filter(EvacuationRejected.class::isInstance)
        .map(EvacuationRejected.class::cast)
        .filter(event -> event.about().evacuation().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private EvacuationId request(String key, MigrationRequest request) {
    send(key, request);
    return EvacuationId.of(SOURCE, key);
  }

  private void send(String key, MigrationRequest request) {
    send(key, key, request);
  }

  private void send(String key, String id, MigrationRequest request) {
    var event = new Received.Event<>(id, SOURCE, Instant.now(), null, request);
    Deployment.send(platform, EventRecords.write(Topics.REQUESTS, deployment.prefix, key, event));
  }
}
