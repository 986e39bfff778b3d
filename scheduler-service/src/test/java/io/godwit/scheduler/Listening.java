package io.godwit.scheduler;

import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** What was published on a topic, read until something is there. */
final class Listening<E> implements AutoCloseable {
  private final long limitNanos;
  private final Topic<E> topic;
  private final KafkaConsumer<String, byte[]> consumer;
  final List<Received.Event<E>> received = new ArrayList<>();

  Listening(Deployment deployment, Topic<E> topic) {
    this(deployment, topic, Duration.ofSeconds(30));
  }

  Listening(Deployment deployment, Topic<E> topic, Duration limit) {
    this.limitNanos = limit.toNanos();
    this.topic = topic;
    this.consumer = deployment.consumer(topic);
  }

  /** Everything up to and with the first that is as wanted. */
  List<E> until(Predicate<E> wanted) {
    long deadline = System.nanoTime() + limitNanos;
    while (received.stream().noneMatch(event -> wanted.test(event.data()))) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not published in time; there is only " + received);
      }
      poll();
    }
    return all();
  }

  /** Until so many are as wanted. */
  void until(Predicate<E> wanted, int count) {
    long deadline = System.nanoTime() + limitNanos;
    int seen = 0;
    for (int looked = 0; seen < count; looked++) {
      while (looked == received.size()) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("only %d of %d in time".formatted(seen, count));
        }
        poll();
      }
      seen += wanted.test(received.get(looked).data()) ? 1 : 0;
    }
  }

  List<E> all() {
    return received.stream().map(Received.Event::data).toList();
  }

  private void poll() {
    for (var record : consumer.poll(Duration.ofMillis(200))) {
      switch (EventRecords.read(topic, record)) {
        case Received.Event<E> event -> received.add(event);
        case Received.Unreadable<E> unreadable -> throw new AssertionError(unreadable.reason());
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
