package io.godwit.scheduler.simulation;

import io.godwit.events.evacuation.EvacuationEvent;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Turns;
import io.godwit.scheduler.evacuation.Evacuation;
import io.godwit.scheduler.evacuation.EvacuationState;
import io.godwit.scheduler.lifecycle.Lifecycle;
import io.godwit.scheduler.lifecycle.Rules;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.policy.ShippedPolicies;
import io.godwit.scheduler.simulation.Tables.Cleanup;
import io.godwit.scheduler.verdict.LeastAnswers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One run: a fleet, two schedulers, and what befalls them. Everything in it follows from its seed.
 */
final class Simulation {
  private static final Duration LIMIT = Duration.ofHours(2);
  private static final Duration BEAT = Duration.ofSeconds(2);
  final long seed;
  final Random random;
  final Clockwork clock = new Clockwork();
  final Store store = new Store();
  final Bus bus;
  final Reality reality;
  final List<Agent> agents = new ArrayList<>();
  final List<Replica> replicas = new ArrayList<>();
  final Invariants invariants;
  final Desk desk;
  final Limits limits;
  final List<MigrationEvent> events = new ArrayList<>();
  final List<EvacuationEvent> evacuationEvents = new ArrayList<>();
  private long checked = -1;

  Simulation(long seed, Limits limits) {
    this.seed = seed;
    this.limits = limits;
    this.random = new Random(seed);
    this.bus = new Bus(clock, random);
    this.reality = new Reality(clock, random);
    this.invariants = new Invariants(store, reality, limits);
    this.desk = new Desk(store, clock, new Lifecycle(rules()), limits, bus);
    desk.onDispatch(invariants::dispatched);
    desk.onEvents(events::addAll);
    desk.onEvacuations(evacuationEvents::addAll);
    for (var name : List.of("one", "two")) {
      var replica = new Replica(name, store, clock, random, bus, desk);
      replicas.add(replica);
      bus.connect(replica);
    }
  }

  static Rules rules() {
    return new Rules(
        new Rules.Patience(
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10)),
        new Rules.Retries(2, Duration.ofSeconds(2), Duration.ofSeconds(10)),
        new Rules.Checks(
            Duration.ofSeconds(1), Duration.ofSeconds(5), List.of(Duration.ofSeconds(1))),
        LeastAnswers.DEFAULT,
        Turns.DEFAULT,
        ShippedPolicies.ALONE);
  }

  /** A machine with its agent, which says every two seconds what is there. */
  void add(Machine machine) {
    reality.machines.put(machine.id, machine);
    var agent =
        new Agent(
            machine,
            reality,
            clock,
            random,
            event -> bus.send(new Bus.Message.Said(event)),
            start ->
                invariants.memoryGone(
                    start.order().migration(), reality.machine(start.destination()), clock.now()));
    agents.add(agent);
    bus.connect(machine.id, agent::receive);
    reality.listen(news -> agentOf(news).tell(news));
    tell(agent);
    clock.every(BEAT, () -> tell(agent));
  }

  /** How often a start waited for another migration's end. */
  int stoodBy() {
    return agents.stream().mapToInt(agent -> agent.stoodBy).sum();
  }

  private Agent agentOf(Reality.News news) {
    var job =
        switch (news) {
          case Reality.News.SwitchedOver(var it) -> it;
          case Reality.News.Broke(var it) -> it;
          case Reality.News.Ended(var it, _) -> it;
        };
    return agents.stream().filter(agent -> agent.machine == job.source).findFirst().orElseThrow();
  }

  private void tell(Agent agent) {
    if (agent.up()) {
      bus.send(new Bus.Message.Told(agent.machine.inventory(clock.now())));
    }
  }

  void runUntil(Instant time) {
    while (clock.step(time)) {
      // Nothing that is true of the machines changes without a command, a job or a new guest.
      long changes = reality.changes();
      if (changes != checked) {
        invariants.physical();
        checked = changes;
      }
    }
  }

  /** Nothing fails any more; whoever is down comes back. */
  void faultsStop() {
    bus.faulty = false;
    reality.faulty = false;
    agents.forEach(agent -> {
      agent.faulty = false;
      if (!agent.up()) {
        agent.back();
      }
    });
    replicas.forEach(replica -> {
      replica.faulty = false;
      replica.live();
    });
  }

  /** Runs until everything has come to its end, and a little beyond. */
  void settle() {
    var limit = clock.now().plus(LIMIT);
    while (!settled() && clock.now().isBefore(limit)) {
      runUntil(clock.now().plusSeconds(5));
    }
    runUntil(clock.now().plusSeconds(20));
  }

  private boolean settled() {
    return migrations().stream().allMatch(migration -> migration.state().terminal())
        && evacuations().stream().allMatch(one -> one.state() == EvacuationState.ENDED)
        && cleanups().isEmpty();
  }

  List<Migration> migrations() {
    return store.all("migration", Migration.class);
  }

  List<Evacuation> evacuations() {
    return store.all("evacuation", Evacuation.class);
  }

  List<Cleanup> cleanups() {
    return store.all("cleanup", Cleanup.class);
  }
}
