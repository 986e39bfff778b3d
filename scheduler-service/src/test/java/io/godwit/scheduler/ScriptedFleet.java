package io.godwit.scheduler;

import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.GuestState;
import io.godwit.events.host.HostHeartbeat;
import io.godwit.events.host.HostInventory;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topic;
import io.godwit.events.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

/** Agents of many hosts with many guests each, whose migrations take a while and succeed. */
final class ScriptedFleet {
  static final Bytes GUEST_MEMORY = Bytes.ofMebi(512);
  private static final Duration BEAT = Duration.ofSeconds(2);
  private final Deployment deployment;
  private final Duration takes;
  private final Bytes hostMemory;
  private final @Nullable BytesPerSecond link;
  private final boolean answering;
  private final List<HostId> hosts = new ArrayList<>();
  private final Map<UUID, GuestRef> guests = new HashMap<>();
  private final Map<UUID, HostId> places = new HashMap<>();
  private final Map<UUID, Job> jobs = new HashMap<>();
  private final KafkaProducer<String, byte[]> producer;
  private final Thread thread = Thread.ofPlatform().name("fleet").unstarted(this::serve);
  private long sequence;
  private Instant nextBeat = Instant.EPOCH;
  private volatile boolean closed;

  /** A migration that runs. */
  private record Job(AgentCommand.StartMigration start, Instant ends) {}

  /**
   * @param takes how long a migration takes
   * @param hostMemory of each host
   * @param link of each host; absent: not told
   * @param answering whether commands are carried out at all
   */
  ScriptedFleet(
      Deployment deployment,
      int hostCount,
      int guestsPerHost,
      Duration takes,
      Bytes hostMemory,
      @Nullable BytesPerSecond link,
      boolean answering) {
    this.deployment = deployment;
    this.takes = takes;
    this.hostMemory = hostMemory;
    this.link = link;
    this.answering = answering;
    this.producer = deployment.plainProducer();
    for (int h = 0; h < hostCount; h++) {
      var host = new HostId("host%03d".formatted(h));
      hosts.add(host);
      for (int g = 0; g < guestsPerHost; g++) {
        var guest = new GuestRef(new UUID(h + 1L, g + 1L), "guest-%d-%d".formatted(h, g));
        guests.put(guest.uuid(), guest);
        places.put(guest.uuid(), host);
      }
    }
  }

  List<GuestRef> guestsOf(int host) {
    return guests.values().stream()
        .filter(guest -> guest.uuid().getMostSignificantBits() == host + 1L)
        .sorted((one, other) -> one.uuid().compareTo(other.uuid()))
        .toList();
  }

  void start() {
    tellAll();
    thread.start();
  }

  private synchronized void tellAll() {
    tell(hosts);
    beat();
    producer.flush();
  }

  private void beat() {
    for (var host : hosts) {
      send(Topics.HEARTBEATS, host.value(), new HostHeartbeat(host, Instant.now(), true, 0));
    }
    nextBeat = Instant.now().plus(BEAT);
  }

  private void tell(Iterable<HostId> which) {
    Map<HostId, List<HostInventory.Guest>> here = new HashMap<>();
    places.forEach((uuid, host) ->
        here.computeIfAbsent(host, _ -> new ArrayList<>())
            .add(
                new HostInventory.Guest(
                    Objects.requireNonNull(guests.get(uuid)),
                    GuestState.RUNNING,
                    GUEST_MEMORY,
                    1,
                    true)));
    for (var host : which) {
      send(
          Topics.INVENTORY,
          host.value(),
          new HostInventory(
              host,
              Instant.now(),
              "QEMU",
              "qemu+tcp://" + host + "/system",
              hostMemory,
              64,
              link,
              here.getOrDefault(host, List.of())));
    }
  }

  private void serve() {
    try (var consumer = deployment.consumer(Topics.COMMANDS)) {
      while (!closed) {
        for (var record : consumer.poll(Duration.ofMillis(20))) {
          switch (EventRecords.read(Topics.COMMANDS, record)) {
            case Received.Event<AgentCommand> event -> obey(event.data());
            case Received.Unreadable<AgentCommand> bad -> throw new AssertionError(bad.reason());
          }
        }
        pass();
      }
    }
  }

  private synchronized void pass() {
    var now = Instant.now();
    Set<HostId> changed = new HashSet<>();
    var over = jobs.values().stream().filter(job -> !now.isBefore(job.ends())).toList();
    for (var job : over) {
      jobs.remove(job.start().guest().uuid());
      places.put(job.start().guest().uuid(), job.start().destination());
      changed.add(job.start().order().host());
      changed.add(job.start().destination());
      end(job.start(), Outcome.SUCCEEDED);
    }
    if (!changed.isEmpty()) {
      tell(changed);
    }
    if (!now.isBefore(nextBeat)) {
      beat();
    }
  }

  private void end(AgentCommand start, Outcome outcome) {
    say(new AgentEvent.MigrationEnded(about(start), start.order().host(), outcome, null, null));
  }

  private synchronized void obey(AgentCommand command) {
    if (!answering) {
      return;
    }
    var host = command.order().host();
    long answers = command.order().sequence();
    switch (command) {
      case AgentCommand.CheckFacts _ ->
          say(new AgentEvent.FactsAnswered(about(command), host, answers, List.of()));
      case AgentCommand.PrepareDestination _ ->
          say(new AgentEvent.DestinationPrepared(about(command), host, answers, List.of()));
      case AgentCommand.StartMigration start -> {
        jobs.put(start.guest().uuid(), new Job(start, Instant.now().plus(takes)));
        say(new AgentEvent.MigrationStarted(about(command), host, start.guest(), start.settings()));
      }
      case AgentCommand.ReportGuestState ask -> report(ask);
      case AgentCommand.AbortMigration abort -> {
        say(new AgentEvent.AbortApplied(about(command), host, answers));
        if (jobs.remove(abort.guest().uuid()) != null) {
          end(command, Outcome.ABORTED);
        }
      }
      case AgentCommand.TearDown _ ->
          say(new AgentEvent.DestinationTornDown(about(command), host, answers));
      case AgentCommand.SetBandwidth set ->
          say(
              new AgentEvent.BandwidthApplied(
                  about(command), host, answers, set.limit(), set.limit()));
      case AgentCommand.ReleaseSource _ ->
          say(new AgentEvent.SourceReleased(about(command), host, answers, List.of(), List.of()));
      case AgentCommand.Escalate _,
          AgentCommand.MeasureDirtying _,
          AgentCommand.PausePostCopy _,
          AgentCommand.ResumePostCopy _ -> {}
    }
  }

  private void report(AgentCommand.ReportGuestState ask) {
    var host = ask.order().host();
    boolean here = host.equals(places.get(ask.guest().uuid()));
    say(
        new AgentEvent.GuestStateReported(
            about(ask),
            host,
            ask.order().sequence(),
            here ? GuestState.RUNNING : GuestState.ABSENT,
            here && jobs.containsKey(ask.guest().uuid()),
            null));
  }

  private About about(AgentCommand command) {
    var order = command.order();
    return new About(order.migration(), order.attempt(), ++sequence, Instant.now());
  }

  private void say(AgentEvent event) {
    send(Topics.AGENT_EVENTS, event.about().migration().toString(), event);
  }

  private <E> void send(Topic<E> topic, String key, E event) {
    var id = UUID.randomUUID().toString();
    var sent = new Received.Event<>(id, "urn:godwit:agent:test", Instant.now(), null, event);
    var _ = producer.send(EventRecords.write(topic, deployment.prefix, key, sent));
  }

  void stop() throws InterruptedException {
    closed = true;
    thread.join();
    producer.close();
  }
}
