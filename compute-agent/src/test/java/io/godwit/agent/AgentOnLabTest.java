package io.godwit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.Await;
import io.godwit.events.Bytes;
import io.godwit.events.DiskCopy;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.AbortApplied;
import io.godwit.events.agent.AgentEvent.EscalationApplied;
import io.godwit.events.agent.AgentEvent.MigrationEnded;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.AgentEvent.MigrationStarted;
import io.godwit.events.agent.AgentEvent.PostCopyBegan;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Order;
import io.godwit.events.agent.Order.Issuer;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topic;
import io.godwit.events.wire.Topics;
import io.godwit.parts.Lab;
import io.godwit.parts.Parts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents as processes, each on a real host of the lab, on a real broker. */
class AgentOnLabTest {
  @TempDir static Path folder;
  private static Lab lab;
  private static Lab.Host from;
  private static Lab.Host to;
  private static BrokerSide broker;
  private static AgentProcess source;
  private static AgentProcess destination;
  private static long sequence;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    lab = Parts.lab();
    var hosts = lab.list().hosts();
    from = hosts.get(0);
    to = hosts.get(1);
    broker = new BrokerSide();
    source = agent(from);
    destination = agent(to);
  }

  private static AgentProcess agent(Lab.Host host) throws IOException {
    return new AgentProcess(
        Path.of("target", "agent-logs", host.host() + ".log"),
        List.of(
            "--spring.kafka.bootstrap-servers=" + broker.broker,
            "--godwit.topics.prefix=" + broker.prefix,
            "--godwit.topics.partitions=" + BrokerSide.PARTITIONS,
            "--server.port=0",
            "--agent.host.id=" + host.host(),
            "--agent.host.uri=" + host.uri(),
            "--agent.host.peer-uri=" + host.peerUri(),
            "--agent.host.memory=" + host.memoryMiB() + "MB",
            "--agent.host.state-directory=" + folder.resolve(host.host())));
  }

  @AfterAll
  static void stop() {
    if (broker != null) {
      source.close();
      destination.close();
      broker.close();
    }
  }

  private static Order order(MigrationId migration, Issuer issuer) {
    return new Order(
        new HostId(from.host()),
        migration,
        1,
        issuer,
        ++sequence,
        Clock.systemUTC().instant().plusSeconds(60));
  }

  private static AgentCommand start(MigrationId migration, GuestRef guest) {
    return new AgentCommand.StartMigration(
        order(migration, Issuer.SCHEDULER),
        guest,
        new HostId(to.host()),
        to.peerUri(),
        new StartSettings(Duration.ofMillis(300), null, null, true),
        Claims.of(Bytes.ofMebi(512)),
        DiskCopy.FULL);
  }

  private static GuestRef guest(String name, int workingSet, int dirtyRate)
      throws IOException, InterruptedException {
    lab.guest(new Lab.Wanted(name, from.host(), 512, workingSet, dirtyRate, 0));
    var guest = lab.list().guest(name).orElseThrow();
    return new GuestRef(UUID.fromString(guest.uuid()), name);
  }

  private static <T extends AgentEvent> T await(MigrationId migration, Class<T> kind) {
    return await(
        Topics.AGENT_EVENTS,
        kind.getSimpleName(),
        event ->
            event.about().migration().equals(migration) && kind.isInstance(event)
                ? Optional.of(kind.cast(event))
                : Optional.empty());
  }

  private static ProgressSample awaitPass(MigrationId migration) {
    return await(
        Topics.PROGRESS,
        "a pass boundary",
        sample ->
            sample.about().migration().equals(migration) && sample.passBoundary()
                ? Optional.of(sample)
                : Optional.empty());
  }

  private static <E, T> T await(Topic<E> topic, String what, Function<E, Optional<T>> wanted) {
    return broker.awaitRecord(
        what,
        record ->
            record.topic().equals(topic.on(broker.prefix))
                    && EventRecords.read(topic, record) instanceof Received.Event<E> event
                ? wanted.apply(event.data())
                : Optional.empty());
  }

  private static void assertRunsOnlyOn(Lab.Host host, GuestRef guest) {
    Await.until(
        guest + " runs on " + host.host() + " alone",
        Duration.ofSeconds(10),
        () -> {
          try {
            return lab.list().guest(guest.name()).orElseThrow().runsOnlyOn(host.host());
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void quietGuestMovesByPreCopy() throws Exception {
    var migration = MigrationId.of("lab", "quiet");
    var guest = guest("agent-quiet", 64, 20);
    try {
      broker.send(start(migration, guest));
      await(migration, MigrationStarted.class);
      var ended = await(migration, MigrationEnded.class);
      assertThat(ended.outcome()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(ended.figures()).isNotNull();
      assertRunsOnlyOn(to, guest);
    } finally {
      lab.removeGuest(guest.name());
    }
  }

  @Test
  void busyGuestIsSwitchedToPostCopyAfterItsFirstPass() throws Exception {
    var migration = MigrationId.of("lab", "busy");
    var guest = guest("agent-busy", 256, 400);
    try {
      broker.send(start(migration, guest));
      var boundary = awaitPass(migration);
      assertThat(boundary.pass()).isEqualTo(2);
      assertThat(boundary.memoryRemaining().count()).isGreaterThan(200L << 20);
      broker.send(
          new AgentCommand.Escalate(
              order(migration, Issuer.POLICY), guest, new Escalation.SwitchToPostCopy()));
      await(migration, EscalationApplied.class);
      await(migration, PostCopyBegan.class);
      assertThat(await(migration, MigrationEnded.class).outcome()).isEqualTo(Outcome.SUCCEEDED);
      assertRunsOnlyOn(to, guest);
    } finally {
      lab.removeGuest(guest.name());
    }
  }

  @Test
  void jobSurvivesItsKilledAgentAndIsSteeredByTheNext() throws Exception {
    var migration = MigrationId.of("lab", "killed");
    var guest = guest("agent-killed", 256, 400);
    try {
      broker.send(start(migration, guest));
      await(migration, MigrationStarted.class);
      source.kill();
      broker.records.clear();
      source = agent(from);
      await(migration, MigrationStarted.class);
      awaitPass(migration);
      broker.send(
          new AgentCommand.AbortMigration(order(migration, Issuer.SCHEDULER), guest, "test"));
      await(migration, AbortApplied.class);
      assertThat(await(migration, MigrationEnded.class).outcome()).isEqualTo(Outcome.ABORTED);
      assertRunsOnlyOn(from, guest);
    } finally {
      lab.removeGuest(guest.name());
    }
  }
}
