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
  private static final long LIMIT_NANOS = Duration.ofSeconds(30).toNanos();
  private final Topic<E> topic;
  private final KafkaConsumer<String, byte[]> consumer;
  final List<Received.Event<E>> received = new ArrayList<>();

  Listening(Deployment deployment, Topic<E> topic) {
    this.topic = topic;
    this.consumer = deployment.consumer(topic);
  }

  /** Everything up to and with the first that is as wanted. */
  List<E> until(Predicate<E> wanted) {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (received.stream().noneMatch(event -> wanted.test(event.data()))) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not published in time; there is only " + received);
      }
      poll();
    }
    return all();
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
