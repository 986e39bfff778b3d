package io.godwit.scheduler;

import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.JobFigures;
import io.godwit.events.host.HostHeartbeat;
import io.godwit.events.host.HostInventory;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topic;
import io.godwit.events.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Agents of two hosts that do at once as they are told; every migration succeeds. */
final class ScriptedAgents {
  static final GuestRef GUEST = new GuestRef(new UUID(7, 7), "db1");
  static final HostId HOST1 = new HostId("host1");
  static final HostId HOST2 = new HostId("host2");
  private final AtomicLong sequence = new AtomicLong();
  private final Deployment deployment;
  private final KafkaProducer<String, byte[]> producer;
  private final Thread thread = Thread.ofPlatform().name("agents").unstarted(this::serve);
  final ConcurrentLinkedQueue<AgentCommand> commands = new ConcurrentLinkedQueue<>();
  private volatile Instant lastBeat = Instant.EPOCH;
  private volatile boolean moved;
  private volatile boolean closed;

  /** Whether StartMigration is carried out to its end; else it is only begun. */
  volatile boolean finishing = true;

  /** Whether TearDown is carried out and answered; else it is not heard. */
  volatile boolean tearingDown = true;

  ScriptedAgents(Deployment deployment) {
    this.deployment = deployment;
    this.producer = deployment.producer();
  }

  void start() {
    hosts();
    thread.start();
  }

  /** Says what the hosts have, and that they live. */
  void hosts() {
    for (var host : List.of(HOST1, HOST2)) {
      var guests = new ArrayList<HostInventory.Guest>();
      if (host.equals(moved ? HOST2 : HOST1)) {
        guests.add(new HostInventory.Guest(GUEST, GuestState.RUNNING, Bytes.ofMebi(512), 1, true));
      }
      var inventory =
          new HostInventory(
              host,
              Instant.now(),
              "QEMU",
              "qemu+tcp://" + host + "/system",
              Bytes.ofMebi(4096),
              2,
              null,
              guests);
      send(Topics.INVENTORY, host.value(), inventory);
    }
    beat();
  }

  private void beat() {
    for (var host : List.of(HOST1, HOST2)) {
      send(Topics.HEARTBEATS, host.value(), new HostHeartbeat(host, Instant.now(), true, 0));
    }
    lastBeat = Instant.now();
  }

  private void serve() {
    try (var consumer = deployment.consumer(Topics.COMMANDS)) {
      while (!closed) {
        if (lastBeat.plusSeconds(1).isBefore(Instant.now())) {
          beat();
        }
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          switch (EventRecords.read(Topics.COMMANDS, record)) {
            case Received.Event<AgentCommand> event -> obey(event.data());
            case Received.Unreadable<AgentCommand> bad -> throw new AssertionError(bad.reason());
          }
        }
      }
    }
  }

  private void obey(AgentCommand command) {
    commands.add(command);
    var order = command.order();
    long answers = order.sequence();
    switch (command) {
      case AgentCommand.CheckFacts _ ->
          say(new AgentEvent.FactsAnswered(about(command), order.host(), answers, List.of()));
      case AgentCommand.PrepareDestination _ ->
          say(new AgentEvent.DestinationPrepared(about(command), order.host(), answers, List.of()));
      case AgentCommand.StartMigration start -> {
        say(
            new AgentEvent.MigrationStarted(
                about(command), order.host(), start.guest(), start.settings()));
        if (finishing) {
          moved = true;
          say(
              new AgentEvent.MigrationEnded(
                  about(command), order.host(), Outcome.SUCCEEDED, null, null));
        }
      }
      case AgentCommand.ReportGuestState _ -> report(command);
      case AgentCommand.AbortMigration _ -> {
        say(new AgentEvent.AbortApplied(about(command), order.host(), answers));
        finishing = true;
        say(
            new AgentEvent.MigrationEnded(
                about(command), order.host(), Outcome.ABORTED, null, null));
      }
      case AgentCommand.TearDown _ -> {
        if (tearingDown) {
          say(new AgentEvent.DestinationTornDown(about(command), order.host(), answers));
        }
      }
      case AgentCommand.SetBandwidth set ->
          say(
              new AgentEvent.BandwidthApplied(
                  about(command), order.host(), answers, set.limit(), set.limit()));
      case AgentCommand.ReleaseSource _ ->
          say(
              new AgentEvent.SourceReleased(
                  about(command), order.host(), answers, List.of(), List.of()));
      case AgentCommand.Escalate _,
          AgentCommand.MeasureDirtying _,
          AgentCommand.PausePostCopy _,
          AgentCommand.ResumePostCopy _ -> {}
    }
  }

  /** The migration that was begun comes to its good end. */
  void finish() {
    var start =
        commands.stream()
            .filter(AgentCommand.StartMigration.class::isInstance)
            .findFirst()
            .orElseThrow();
    moved = true;
    finishing = true;
    say(
        new AgentEvent.MigrationEnded(
            about(start), start.order().host(), Outcome.SUCCEEDED, null, null));
  }

  private void report(AgentCommand command) {
    var order = command.order();
    boolean here = order.host().equals(moved ? HOST2 : HOST1);
    var figures = new JobFigures(Duration.ofSeconds(3), Duration.ofMillis(40), new Bytes(1000));
    say(
        new AgentEvent.GuestStateReported(
            about(command),
            order.host(),
            order.sequence(),
            here ? GuestState.RUNNING : GuestState.ABSENT,
            !finishing && here,
            here && moved ? figures : null));
  }

  private About about(AgentCommand command) {
    var order = command.order();
    return new About(order.migration(), order.attempt(), sequence.incrementAndGet(), Instant.now());
  }

  private void say(AgentEvent event) {
    send(Topics.AGENT_EVENTS, event.about().migration().toString(), event);
  }

  private <E> void send(Topic<E> topic, String key, E event) {
    var id = UUID.randomUUID().toString();
    Deployment.send(
        producer,
        EventRecords.write(
            topic,
            deployment.prefix,
            key,
            new Received.Event<>(id, "urn:godwit:agent:test", Instant.now(), null, event)));
  }

  void stop() throws InterruptedException {
    closed = true;
    thread.join();
    producer.close();
  }
}
