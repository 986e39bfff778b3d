package io.godwit.scheduler.simulation;

import io.godwit.events.HostId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.host.HostInventory;
import io.godwit.events.request.MigrationRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The broker: everything arrives at least once. Commands to a host stand in one partition, so only
 * a redelivery comes out of their order there; what others say may be late and overtaken.
 */
final class Bus {

  /** What a replica reads. */
  sealed interface Message {
    record Requested(String key, MigrationRequest request) implements Message {}

    record Said(AgentEvent event) implements Message {}

    /** An inventory, or with it that the host lives. */
    record Told(HostInventory inventory) implements Message {}
  }

  private final Clockwork clock;
  private final Random random;
  private final Map<HostId, Instant> lastCommand = new HashMap<>();
  private final Map<HostId, Consumer<AgentCommand>> agents = new HashMap<>();
  private final List<Replica> replicas = new ArrayList<>();
  boolean faulty = true;
  int onTheWay;

  Bus(Clockwork clock, Random random) {
    this.clock = clock;
    this.random = random;
  }

  void connect(HostId host, Consumer<AgentCommand> agent) {
    agents.put(host, agent);
  }

  void connect(Replica replica) {
    replicas.add(replica);
  }

  void send(AgentCommand command) {
    var host = command.order().host();
    var at = clock.now().plusMillis(5 + random.nextInt(40));
    var last = lastCommand.getOrDefault(host, at);
    var arrives = at.isBefore(last) ? last : at;
    lastCommand.put(host, arrives);
    deliver(host, command, arrives);
    if (chance(25)) {
      deliver(host, command, arrives.plusMillis(random.nextInt(5_000)));
    }
  }

  private void deliver(HostId host, AgentCommand command, Instant at) {
    onTheWay++;
    clock.at(
        at,
        () -> {
          onTheWay--;
          var agent = agents.get(host);
          if (agent != null) {
            agent.accept(command);
          }
        });
  }

  void send(Message message) {
    boolean late = message instanceof Message.Said && chance(8);
    deliver(message, late ? random.nextInt(6_000) : 5 + random.nextInt(40));
    if (!(message instanceof Message.Told) && chance(12)) {
      deliver(message, random.nextInt(6_000));
    }
  }

  /** A replica died with it, or it was never acknowledged. */
  void again(Message message) {
    deliver(message, 1_000 + random.nextInt(3_000));
  }

  private void deliver(Message message, long millis) {
    onTheWay++;
    clock.afterMillis(
        millis,
        () -> {
          onTheWay--;
          var alive = replicas.stream().filter(Replica::alive).toList();
          if (alive.isEmpty()) {
            again(message);
          } else {
            alive.get(random.nextInt(alive.size())).receive(message);
          }
        });
  }

  private boolean chance(int oneIn) {
    return faulty && random.nextInt(oneIn) == 0;
  }
}
