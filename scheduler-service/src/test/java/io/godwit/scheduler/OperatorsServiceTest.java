package io.godwit.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentCommand.TearDown;
import io.godwit.events.host.HostSettings;
import io.godwit.events.host.HostSettingsApplied;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.MigrationCancelled;
import io.godwit.events.migration.MigrationEvent.MigrationCompleted;
import io.godwit.events.migration.MigrationEvent.MigrationQueued;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.migration.MigrationEvent.PriorityChanged;
import io.godwit.events.request.MigrationRequest;
import io.godwit.events.request.MigrationRequest.CancelMigration;
import io.godwit.events.request.MigrationRequest.ConfigureHost;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.events.request.MigrationRequest.RetuneMigration;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators set at run time, and what is cleaned up behind a migration. */
class OperatorsServiceTest {
  private static final String SOURCE = "urn:godwit:principal:operator";
  private static final HostSettings CLOSED = new HostSettings(null, null, null, true, List.of());
  private final Deployment deployment = new Deployment();
  private final ScriptedAgents agents = new ScriptedAgents(deployment);
  private final KafkaProducer<String, byte[]> platform = deployment.producer();
  private final Listening<MigrationEvent> events = new Listening<>(deployment, Topics.EVENTS);
  private @Nullable ConfigurableApplicationContext service;

  @BeforeEach
  void start() {
    agents.start();
    service =
        deployment.start(
            "--scheduler.cleanup.poll=50ms",
            "--scheduler.cleanup.again=200ms",
            "--scheduler.queue.look-again=200ms",
            "--scheduler.queue.poll=200ms",
            "--scheduler.queue.report-every=200ms");
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
  void closedHostReceivesNothingUntilItIsOpenedAndThatIsPublished() {
    request("close", new ConfigureHost(ScriptedAgents.HOST2, CLOSED));
    try (var settings = new Listening<>(deployment, Topics.HOST_SETTINGS)) {
      var applied = settings.until(HostSettingsApplied.class::isInstance).getFirst();
      assertThat(applied.settings()).isEqualTo(CLOSED);
      assertThat(applied.version()).isEqualTo(1);
      assertThat(applied.by()).isEqualTo(SOURCE);
    }
    request("move", new RequestMigration("db1", null, null, null));
    events.until(
        event -> event instanceof MigrationQueued queued && queued.waitingFor().contains("closed"));

    request("open", new ConfigureHost(ScriptedAgents.HOST2, HostSettings.NONE));

    events.until(MigrationCompleted.class::isInstance);
  }

  @Test
  void waitingMigrationIsToldItsPlaceAndItsPriorityCanBeChanged() {
    request("close", new ConfigureHost(ScriptedAgents.HOST2, CLOSED));
    var id = request("move", new RequestMigration("db1", null, null, null));
    try (var queue = new Listening<>(deployment, Topics.QUEUE)) {
      var reported = queue.until(report -> report.total() == 1).getLast();
      assertThat(reported.places().getFirst().migration()).isEqualTo(id);
      assertThat(reported.places().getFirst().position()).isEqualTo(1);
    }

    request("sooner", new RetuneMigration(id, 50));

    var said = events.until(PriorityChanged.class::isInstance).getLast();
    assertThat(((PriorityChanged) said).priority()).isEqualTo(50);
    assertThat(((PriorityChanged) said).by()).isEqualTo(SOURCE);
  }

  @Test
  void whatWasPreparedIsTornDownAgainUntilTheHostAnswers() {
    agents.finishing = false;
    agents.tearingDown = false;
    var id = request("move", new RequestMigration("db1", null, null, null));
    events.until(MigrationRunning.class::isInstance);
    request("cancel", new CancelMigration(id, null));
    events.until(MigrationCancelled.class::isInstance);

    try (var commands =
        new Listening<AgentCommand>(deployment, Topics.COMMANDS, Duration.ofSeconds(30))) {
      commands.until(TearDown.class::isInstance, 2);
      var sequences =
          commands.all().stream()
              .filter(TearDown.class::isInstance)
              .map(command -> command.order().sequence())
              .toList();
      assertThat(sequences).isSorted().doesNotHaveDuplicates();
      agents.tearingDown = true;
      awaitNothingToCleanUp();
    }
  }

  private void awaitNothingToCleanUp() {
    var deadline = Instant.now().plusSeconds(30);
    var jdbc = context().getBean(JdbcClient.class);
    while (jdbc.sql("select count(*) from cleanup").query(Long.class).single() > 0) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  private ConfigurableApplicationContext context() {
    if (service == null) {
      throw new IllegalStateException("the service does not run");
    }
    return service;
  }

  private MigrationId request(String key, MigrationRequest request) {
    var event = new Received.Event<>(key, SOURCE, Instant.now(), null, request);
    Deployment.send(platform, EventRecords.write(Topics.REQUESTS, deployment.prefix, key, event));
    return MigrationId.of(SOURCE, key);
  }
}
