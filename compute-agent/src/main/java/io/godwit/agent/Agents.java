package io.godwit.agent;

import io.godwit.agent.bus.adapter.KafkaClients;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** All hosts' agents of this process, started when the application is and stopped with it. */
final class Agents implements SmartLifecycle {
  private final KafkaClients kafka;
  private final List<HostAgent> hosts;
  private final AutoCloseable world;
  private volatile boolean running;

  /**
   * @param world that the hosts live in, closed after them
   */
  Agents(KafkaClients kafka, List<HostAgent> hosts, AutoCloseable world) {
    this.kafka = kafka;
    this.hosts = List.copyOf(hosts);
    this.world = world;
  }

  List<HostAgent> hosts() {
    return hosts;
  }

  @Override
  public void start() {
    kafka.awaitBroker();
    hosts.forEach(HostAgent::start);
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    hosts.forEach(HostAgent::close);
    try {
      world.close();
    } catch (Exception e) {
      throw new IllegalStateException("the simulated hosts did not close", e);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
