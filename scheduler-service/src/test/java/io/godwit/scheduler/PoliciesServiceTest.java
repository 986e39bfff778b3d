package io.godwit.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.convergence.policy.ShippedDefinitions;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.MigrationId;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.CompletionDemanded;
import io.godwit.events.migration.MigrationEvent.MigrationCompleted;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.migration.MigrationEvent.PolicyRetuned;
import io.godwit.events.migration.MigrationEvent.WishRefused;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.events.policy.PolicyMatch;
import io.godwit.events.request.MigrationRequest;
import io.godwit.events.request.MigrationRequest.CompleteMigration;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.events.request.MigrationRequest.RetuneMigration;
import io.godwit.events.request.MigrationRequest.RetuneMigration.Tuning;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators define of policies, and what they want of one migration. */
class PoliciesServiceTest {
  private static final String SOURCE = "urn:godwit:principal:operator";
  private static final Tuning TUNING =
      new Tuning(null, Duration.ofMillis(200), null, null, false, BytesPerSecond.ofMebi(40), null);
  private final Deployment deployment = new Deployment();
  private final ScriptedAgents agents = new ScriptedAgents(deployment);
  private final KafkaProducer<String, byte[]> platform = deployment.producer();
  private final Listening<MigrationEvent> events = new Listening<>(deployment, Topics.EVENTS);
  private @Nullable ConfigurableApplicationContext service;

  @BeforeEach
  void start() {
    agents.start();
    service =
        deployment.start("--scheduler.queue.look-again=200ms", "--scheduler.queue.poll=200ms");
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
  void definitionOfAnOperatorAppliesToTheNextMigrationAndNotToOneThatRuns() {
    agents.finishing = false;
    request("before", new RequestMigration("db1", null, null, null));
    var before = (MigrationRunning) events.until(MigrationRunning.class::isInstance).getLast();
    assertThat(before.policy().name()).isEqualTo("standard-user");

    define(definition(2));
    define(definition(1));
    awaitVersion(2);

    assertThat(before.planned()).isNotEmpty();
    request("complete", new CompleteMigration(before.about().migration(), null, "now"));
    var demanded = events.until(CompletionDemanded.class::isInstance).getLast();
    assertThat(((CompletionDemanded) demanded).explanation()).isEqualTo("now");
    request("stop", new MigrationRequest.CancelMigration(before.about().migration(), null));
    events.until(MigrationEvent.MigrationCancelled.class::isInstance);

    agents.finishing = true;
    request("after", new RequestMigration("db1", null, null, null));
    events.until(MigrationCompleted.class::isInstance);
    var after =
        (MigrationRunning)
            events.all().stream().filter(MigrationRunning.class::isInstance).toList().getLast();
    assertThat(after.policy().name()).isEqualTo("careful");
    assertThat(after.policy().version()).isEqualTo(2);
    assertThat(after.policy().postCopyAllowed()).isFalse();
    assertThat(after.settings().postCopyArmed()).isFalse();
  }

  @Test
  void runningMigrationIsRetunedAndOneThatIsOverIsNot() {
    agents.finishing = false;
    var id = request("move", new RequestMigration("db1", null, null, null));
    events.until(MigrationRunning.class::isInstance);

    request("tune", new RetuneMigration(id, null, TUNING, "quietly"));

    var retuned = (PolicyRetuned) events.until(PolicyRetuned.class::isInstance).getLast();
    assertThat(retuned.policy().revision()).isEqualTo(2);
    assertThat(retuned.policy().downtimeBudget()).isEqualTo(Duration.ofMillis(200));
    assertThat(retuned.policy().postCopyAllowed()).isFalse();
    assertThat(retuned.explanation()).isEqualTo("quietly");

    request("stop", new MigrationRequest.CancelMigration(id, null));
    events.until(MigrationEvent.MigrationCancelled.class::isInstance);
    request("late", new RetuneMigration(id, null, TUNING, "quietly"));
    var refused = (WishRefused) events.until(WishRefused.class::isInstance).getLast();
    assertThat(refused.detail()).isEqualTo("it is cancelled already");
  }

  /** The shipped intent for critical guests, for everybody. */
  private static PolicyDefinition definition(int version) {
    var intent =
        ShippedDefinitions.list().stream()
            .filter(shipped -> shipped.name().equals("critical-user"))
            .findFirst()
            .orElseThrow()
            .intent();
    var everybody = new PolicyMatch(List.of(), List.of(), List.of(), Map.of(), 10);
    return new PolicyDefinition(
        "careful", version, Instant.EPOCH, "operator", false, everybody, intent, null, null);
  }

  private void define(PolicyDefinition definition) {
    var event =
        new Received.Event<>("v" + definition.version(), SOURCE, Instant.now(), null, definition);
    Deployment.send(
        platform, EventRecords.write(Topics.POLICIES, deployment.prefix, definition.name(), event));
  }

  private void awaitVersion(int version) {
    var deadline = Instant.now().plusSeconds(30);
    var jdbc = Objects.requireNonNull(service).getBean(JdbcClient.class);
    while (jdbc.sql("select count(*) from policy_definition where version = ?")
            .param(version)
            .query(Long.class)
            .single()
        == 0) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  private MigrationId request(String key, MigrationRequest request) {
    var event = new Received.Event<>(key, SOURCE, Instant.now(), null, request);
    Deployment.send(platform, EventRecords.write(Topics.REQUESTS, deployment.prefix, key, event));
    return MigrationId.of(SOURCE, key);
  }
}
