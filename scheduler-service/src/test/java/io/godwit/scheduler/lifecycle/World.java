package io.godwit.scheduler.lifecycle;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.Claims;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.MigrationState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Virtual time, one migration, two hosts, and a bus that does everything that a bus can do. */
final class World {
  private static final Duration FAULTS_LAST = Duration.ofMinutes(2);
  private static final Duration LIMIT = Duration.ofHours(2);
  private static final Duration STEP = Duration.ofMillis(250);
  private static final Instant BEGIN = Instant.parse("2026-11-21T10:00:00Z");

  /** Something on its way. */
  private record Message(Instant at, long order, Object content) {}

  final long seed;
  private final Random random;
  private final SimulatedPair hosts;
  private final List<Message> bus = new ArrayList<>();
  private long orders;
  private Instant now = BEGIN;
  Migration state;
  final List<MigrationEvent> events = new ArrayList<>();
  final List<AgentCommand> commands = new ArrayList<>();
  int terminalChanges;

  World(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
    this.hosts = new SimulatedPair(random);
    var story = Story.requested();
    state = story.state;
    events.addAll(story.events);
  }

  /** Lives until the end and, beyond it, until the bus is empty. */
  void live() {
    while (now.isBefore(BEGIN.plus(LIMIT)) && !(state.state().terminal() && bus.isEmpty())) {
      now = now.plus(STEP);
      boolean faulty = now.isBefore(BEGIN.plus(FAULTS_LAST));
      deliver(faulty);
      hosts.pass(now, faulty).forEach(event -> send(event, faulty));
      act(faulty);
    }
  }

  /** What the dispatch, the timers and people do. */
  private void act(boolean faulty) {
    var notBefore = state.notBefore();
    if (state.state() == MigrationState.QUEUED && (notBefore == null || !now.isBefore(notBefore))) {
      tell(
          new Input.Placed(Story.placement(Claims.of(Bytes.ofMebi(615)), Story.DESTINATION)),
          faulty);
    }
    if (state.state() == MigrationState.READY && random.nextInt(20) == 0) {
      tell(new Input.Go(Story.SETTINGS, "slots are free"), faulty);
    }
    if (faulty && random.nextInt(400) == 0) {
      tell(new Input.Preempted(MigrationId.of("urn:test", "urgent"), "it is urgent"), faulty);
    }
    if (random.nextInt(20) == 0) {
      var limit = new BytesPerSecond(1 + random.nextInt(100));
      tell(new Input.Granted(limit, "divided anew"), faulty);
    }
    tell(new Input.Timer(), faulty);
    if (faulty && random.nextInt(200) == 0) {
      tell(new Input.Cancel("by chance"), faulty);
    }
  }

  private void deliver(boolean faulty) {
    var due = bus.stream().filter(message -> !message.at().isAfter(now)).toList();
    bus.removeAll(due);
    due.stream()
        .sorted((one, other) -> Long.compare(one.order(), other.order()))
        .forEach(message -> arrive(message.content(), faulty));
  }

  private void arrive(Object content, boolean faulty) {
    switch (content) {
      case AgentCommand command ->
          hosts.obey(command, now, faulty).forEach(event -> send(event, faulty));
      case AgentEvent event -> tell(new Input.FromAgent(event), faulty);
      default -> throw new IllegalStateException("nothing else is sent");
    }
  }

  private void tell(Input input, boolean faulty) {
    var before = state;
    var decision = Story.LIFECYCLE.decide(state, input, now);
    state = decision.state();
    events.addAll(decision.events());
    commands.addAll(decision.commands());
    decision.commands().forEach(command -> send(command, faulty));
    if (before.state().terminal() && !(input instanceof Input.Cancel)) {
      terminalChanges += decision.changes().size();
    }
    if (before.state().terminal() && before.state() != state.state()) {
      terminalChanges++;
    }
  }

  private void send(Object content, boolean faulty) {
    if (faulty && random.nextInt(12) == 0) {
      return; // lost
    }
    int copies = faulty && random.nextInt(8) == 0 ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      // Commands to one host stand in one partition; only a redelivery comes out of order there.
      boolean late = faulty && (content instanceof AgentEvent || i > 0);
      var delay = Duration.ofMillis(late ? random.nextInt(6_000) : 50);
      long order = late ? random.nextInt(1_000_000) : orders++;
      bus.add(new Message(now.plus(delay), order, content));
    }
  }

  long startsAtTheSource() {
    return hosts.starts();
  }

  boolean runsAtTheSource() {
    return hosts.runsAtTheSource();
  }

  boolean runsAtTheDestination() {
    return hosts.runsAtTheDestination();
  }

  String story() {
    return events + " in " + state.state() + " with " + hosts;
  }
}
