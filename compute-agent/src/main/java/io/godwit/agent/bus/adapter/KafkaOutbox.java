package io.godwit.agent.bus.adapter;

import io.godwit.agent.bus.Outbox;
import io.godwit.events.HostId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.host.HostInventory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that sends. Answers go one after another, each until the broker has it; samples and
 * inventories go in between without being waited for, from a queue that drops its oldest.
 */
public final class KafkaOutbox implements Outbox, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KafkaOutbox.class);
  private static final int MOST_SAMPLES = 1000;
  private static final int MOST_SAMPLES_IN_FLIGHT = 200;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
  private static final Duration FLUSH_AT_STOP = Duration.ofSeconds(5);

  private record Letter(ProducerRecord<String, byte[]> record, CompletableFuture<Void> delivered) {}

  private final Producer<String, byte[]> producer;
  private final Envelopes envelopes;
  private final Thread thread;
  private final ArrayDeque<Letter> letters = new ArrayDeque<>();
  private final ArrayDeque<ProducerRecord<String, byte[]>> samples = new ArrayDeque<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private boolean stopping;

  public KafkaOutbox(KafkaClients clients, HostId host) {
    this(clients.producer(host), host, clients.topics().prefix());
  }

  KafkaOutbox(Producer<String, byte[]> producer, HostId host, String prefix) {
    this.producer = producer;
    this.envelopes = new Envelopes(host, prefix);
    thread = Thread.ofPlatform().daemon().name("outbox-" + host).unstarted(this::run);
    thread.start();
  }

  @Override
  public CompletableFuture<Void> tell(AgentEvent event, @Nullable String traceparent) {
    return post(envelopes.of(event, traceparent));
  }

  /** A record of another kind, as surely as an answer. */
  CompletableFuture<Void> post(ProducerRecord<String, byte[]> record) {
    var letter = new Letter(record, new CompletableFuture<>());
    synchronized (letters) {
      letters.add(letter);
      letters.notifyAll();
    }
    return letter.delivered();
  }

  @Override
  public void sample(ProgressSample sample, @Nullable String traceparent) {
    queue(envelopes.of(sample, traceparent));
  }

  @Override
  public void inventory(HostInventory inventory) {
    queue(envelopes.of(inventory));
  }

  private void queue(ProducerRecord<String, byte[]> record) {
    synchronized (letters) {
      if (samples.size() >= MOST_SAMPLES) {
        samples.poll();
      }
      samples.add(record);
      letters.notifyAll();
    }
  }

  private void run() {
    try {
      while (waitForWork()) {
        sendSamples();
        var letter = next();
        if (letter != null) {
          deliver(letter);
        }
      }
    } catch (InterruptedException e) {
      log.warn("stopped with {} answers unsent", letters.size());
    }
  }

  private boolean waitForWork() throws InterruptedException {
    synchronized (letters) {
      while (letters.isEmpty() && !(samplesMayGo() && !samples.isEmpty())) {
        if (stopping) {
          return false;
        }
        letters.wait();
      }
      return true;
    }
  }

  private boolean samplesMayGo() {
    return inFlight.get() < MOST_SAMPLES_IN_FLIGHT;
  }

  private @Nullable Letter next() {
    synchronized (letters) {
      return letters.poll();
    }
  }

  private void sendSamples() {
    while (samplesMayGo()) {
      ProducerRecord<String, byte[]> record;
      synchronized (letters) {
        record = letters.isEmpty() ? samples.poll() : null;
      }
      if (record == null) {
        return;
      }
      send(record);
    }
  }

  private void send(ProducerRecord<String, byte[]> record) {
    inFlight.incrementAndGet();
    try {
      var _ = producer.send(record, (_, failure) -> landed(failure));
    } catch (KafkaException e) {
      landed(e);
    }
  }

  private void landed(@Nullable Exception failure) {
    inFlight.decrementAndGet();
    if (failure != null) {
      log.warn("a sample was lost: {}", failure.getMessage());
    }
    synchronized (letters) {
      letters.notifyAll();
    }
  }

  private void deliver(Letter letter) throws InterruptedException {
    while (true) {
      try {
        producer.send(letter.record()).get();
        letter.delivered().complete(null);
        return;
      } catch (ExecutionException e) {
        if (isHopeless(e.getCause())) {
          log.error("an answer cannot be sent: {}", letter.record(), e);
          letter.delivered().completeExceptionally(e);
          return;
        }
        log.warn("the broker did not take an answer, trying again: {}", e.getMessage());
      } catch (KafkaException e) {
        log.warn("an answer could not be sent, trying again: {}", e.getMessage());
      }
      Thread.sleep(BETWEEN_TRIES);
    }
  }

  private static boolean isHopeless(@Nullable Throwable failure) {
    return failure instanceof RecordTooLargeException || failure instanceof SerializationException;
  }

  /** How many answers the broker does not have yet. */
  public int waiting() {
    synchronized (letters) {
      return letters.size();
    }
  }

  /** Sends what it has for a few seconds, then gives up. */
  @Override
  public void close() {
    synchronized (letters) {
      stopping = true;
      letters.notifyAll();
    }
    try {
      if (!thread.join(FLUSH_AT_STOP)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(FLUSH_AT_STOP);
  }
}
