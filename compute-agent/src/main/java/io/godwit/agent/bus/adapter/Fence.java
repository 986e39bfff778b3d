package io.godwit.agent.bus.adapter;

import io.godwit.events.HostId;
import io.godwit.events.host.HostHeartbeat;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a host to one agent, wherever the second one runs. The heartbeats go out in transactions of
 * a transactional id per host: a second agent that claims it fences the first, which learns it with
 * its next heartbeat. Only the heartbeats do: a transaction around each answer would add a round
 * trip and a commit marker to every escalation, and protect nothing that the fence does not.
 */
public final class Fence implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Fence.class);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Supplier<Producer<String, byte[]>> producers;
  private final Envelopes envelopes;
  private final HostId host;
  private @Nullable Producer<String, byte[]> claimed;

  public Fence(KafkaClients clients, HostId host) {
    this(() -> clients.fencing(host), host, clients.topics().prefix());
  }

  Fence(Supplier<Producer<String, byte[]>> producers, HostId host, String prefix) {
    this.producers = producers;
    this.envelopes = new Envelopes(host, prefix);
    this.host = host;
  }

  /** Fences whoever held it. False if the broker could not be asked. */
  public synchronized boolean claim() {
    var producer = producers.get();
    try {
      producer.initTransactions();
      claimed = producer;
      return true;
    } catch (KafkaException e) {
      log.warn("{}: the broker did not let this agent claim its host: {}", host, e.getMessage());
      producer.close(CLOSE);
      return false;
    }
  }

  /**
   * Sends a heartbeat, or loses it if the broker does not answer.
   *
   * @return false if another agent claimed the host: this one must stop
   */
  public synchronized boolean heartbeat(HostHeartbeat heartbeat) {
    if (claimed == null && !claim()) {
      return true;
    }
    var producer = Objects.requireNonNull(claimed);
    try {
      producer.beginTransaction();
      var _ = producer.send(envelopes.of(heartbeat));
      producer.commitTransaction();
      return true;
    } catch (ProducerFencedException e) {
      return false;
    } catch (KafkaException | IllegalStateException e) {
      log.warn("{}: a heartbeat was lost: {}", host, e.getMessage());
      return recover(producer);
    }
  }

  private boolean recover(Producer<String, byte[]> producer) {
    try {
      producer.abortTransaction();
      return true;
    } catch (ProducerFencedException e) {
      return false;
    } catch (KafkaException | IllegalStateException e) {
      log.warn("{}: the claim has to be renewed: {}", host, e.getMessage());
      producer.close(CLOSE);
      claimed = null;
      return true;
    }
  }

  @Override
  public synchronized void close() {
    var producer = claimed;
    if (producer != null) {
      producer.close(CLOSE);
    }
  }
}
