package io.godwit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.events.Bytes;
import io.godwit.events.DiskCopy;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentEvent.CommandRefused;
import io.godwit.events.agent.AgentEvent.FactsAnswered;
import io.godwit.events.agent.AgentEvent.GuestStateReported;
import io.godwit.events.agent.AgentEvent.MigrationEnded;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.AgentEvent.MigrationStarted;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.Order;
import io.godwit.events.agent.Order.Issuer;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.host.HostHeartbeat;
import io.godwit.events.host.HostInventory;
import io.godwit.events.wire.DeadLetters;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Topics;
import io.godwit.parts.Parts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The agent's process, with two simulated hosts, on a real broker. */
class AgentOnBrokerTest {
  private static final HostId SOURCE = new HostId("sim-1");
  private static final HostId DESTINATION = new HostId("sim-2");
  private static final GuestRef WEB =
      new GuestRef(UUID.nameUUIDFromBytes("web".getBytes(StandardCharsets.UTF_8)), "web");
  private static final MigrationId MIGRATION = MigrationId.of("test", "1");

  @TempDir Path folder;
  private final BrokerSide broker = new BrokerSide();
  private long sequence;

  @AfterEach
  void close() {
    broker.close();
  }

  private ConfigurableApplicationContext agent() {
    return agent(
        "--agent.simulated.hosts=2",
        "--agent.simulated.speed=4",
        "--agent.simulated.guests[0].name=web");
  }

  private ConfigurableApplicationContext agent(String... hosts) {
    var settings =
        List.of(
            "--spring.kafka.bootstrap-servers=" + broker.broker,
            "--godwit.topics.prefix=" + broker.prefix,
            "--godwit.topics.partitions=" + BrokerSide.PARTITIONS,
            "--server.port=0",
            "--agent.host.state-directory=" + folder);
    return SpringApplication.run(
        AgentApplication.class,
        Stream.concat(settings.stream(), Stream.of(hosts)).toArray(String[]::new));
  }

  private Order order(HostId host) {
    return new Order(
        host,
        MIGRATION,
        1,
        Issuer.SCHEDULER,
        ++sequence,
        Clock.systemUTC().instant().plusSeconds(60));
  }

  private AgentCommand start() {
    return new AgentCommand.StartMigration(
        order(SOURCE),
        WEB,
        DESTINATION,
        "simulated://sim-2",
        new StartSettings(Duration.ofMillis(300), null, null, true),
        Claims.of(Bytes.ofMebi(512)),
        DiskCopy.FULL);
  }

  @Test
  void migrationFromFactsToBothStates() {
    try (var _ = agent()) {
      var inventory = broker.await(Topics.INVENTORY, HostInventory.class);
      assertThat(inventory.memory()).isEqualTo(Bytes.ofMebi(16384));
      assertThat(broker.await(Topics.HEARTBEATS, HostHeartbeat.class).hypervisorConnected())
          .isTrue();

      broker.send(
          new AgentCommand.CheckFacts(
              order(DESTINATION), new GuestSpec(WEB, Bytes.ofMebi(512), 1), SOURCE, null));
      var facts = broker.await(Topics.AGENT_EVENTS, FactsAnswered.class);
      assertThat(facts.facts())
          .as("what the guest needs was not told: nothing speaks against it")
          .allMatch(fact -> fact.answer().compareTo(Answer.NO_IDEA) >= 0);
      assertThat(facts.facts())
          .filteredOn(fact -> fact.answer() == Answer.YES)
          .extracting(Fact::name)
          .containsExactly("other-host", "hypervisor-reachable", "guest-not-here", "memory");

      broker.sendNonsense("sim-1");
      broker.send(start());
      broker.await(Topics.AGENT_EVENTS, MigrationStarted.class);
      broker.await(Topics.PROGRESS, ProgressSample.class);
      var ended = broker.await(Topics.AGENT_EVENTS, MigrationEnded.class);
      assertThat(ended.outcome()).isEqualTo(Outcome.SUCCEEDED);

      broker.send(new AgentCommand.ReportGuestState(order(DESTINATION), WEB));
      var reported = broker.await(Topics.AGENT_EVENTS, GuestStateReported.class);
      assertThat(reported.state()).isEqualTo(GuestState.RUNNING);
      assertThat(reported.figures()).isNotNull();
      assertThat(tracesOfEventsAndSamples()).isTrue();

      broker.readDeadLetters();
      var reason =
          broker.awaitRecord(
              "a dead letter",
              record ->
                  Optional.ofNullable(record.headers().lastHeader(DeadLetters.REASON))
                      .map(header -> new String(header.value(), StandardCharsets.UTF_8)));
      assertThat(reason).contains("ce_specversion");
    }
  }

  private boolean tracesOfEventsAndSamples() {
    return broker.records.stream()
        .filter(record ->
            record.topic().equals(Topics.AGENT_EVENTS.on(broker.prefix))
                || record.topic().equals(Topics.PROGRESS.on(broker.prefix)))
        .allMatch(record -> record.headers().lastHeader(EventRecords.TRACEPARENT) != null);
  }

  @Test
  void commandThatWasDealtWithIsNotReadAgain() {
    try (var _ = agent()) {
      broker.send(start());
      broker.await(Topics.AGENT_EVENTS, MigrationEnded.class);
    }
    long answers = agentEvents();
    try (var _ = agent()) {
      broker.send(new AgentCommand.ReportGuestState(order(SOURCE), WEB));
      broker.await(Topics.AGENT_EVENTS, GuestStateReported.class);
      assertThat(agentEvents()).isEqualTo(answers + 1);
    }
  }

  private long agentEvents() {
    return broker.records.stream()
        .filter(record -> record.topic().equals(Topics.AGENT_EVENTS.on(broker.prefix)))
        .count();
  }

  @Test
  void agentServesOnWhileItsHypervisorDoesNotAnswer() {
    Parts.requireLibvirt();
    try (var _ =
        agent(
            "--agent.host.id=sim-1",
            "--agent.host.uri=qemu+unix:///system?socket=" + folder.resolve("nobody"))) {
      assertThat(broker.await(Topics.HEARTBEATS, HostHeartbeat.class).hypervisorConnected())
          .isFalse();
      broker.send(new AgentCommand.ReportGuestState(order(SOURCE), WEB));
      assertThat(broker.await(Topics.AGENT_EVENTS, GuestStateReported.class).state())
          .isEqualTo(GuestState.UNKNOWN);
      broker.send(start());
      assertThat(broker.await(Topics.AGENT_EVENTS, CommandRefused.class).reason())
          .isEqualTo(RefusalReason.HYPERVISOR_ERROR);
    }
  }

  @Test
  void secondAgentOnTheSameStateDirectoryIsRefused() {
    try (var _ = agent()) {
      assertThatThrownBy(this::agent)
          .rootCause()
          .hasMessageContaining("another agent holds the state directory");
    }
  }
}
