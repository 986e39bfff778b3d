package io.godwit.gateway.live.adapter;

import io.godwit.gateway.live.LiveClient;
import io.godwit.gateway.live.LiveEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where the one reader of Kafka and the clients' connections meet. */
@Component
class LiveHub {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<LiveClient> clients = new HashSet<>();
  private @Nullable Map<TopicPartition, Long> positions;
  private boolean stopped;

  /**
   * From now on the client is offered what is read.
   *
   * @return the positions from which on it is; absent if there is no reader within the limit
   */
  @Nullable Map<TopicPartition, Long> join(LiveClient client, Duration limit)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      clients.add(client);
      changed.signalAll();
      long nanos = limit.toNanos();
      while (positions == null && !stopped && client.end() == null && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      if (stopped) {
        client.end(LiveClient.End.STOPPING);
      }
      return positions == null ? null : Map.copyOf(positions);
    } finally {
      lock.unlock();
    }
  }

  void leave(LiveClient client) {
    lock.lock();
    try {
      clients.remove(client);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until someone watches; false if nobody ever will. */
  boolean awaitClients() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (clients.isEmpty() && !stopped) {
        changed.await(1, TimeUnit.HOURS);
      }
      return !stopped;
    } finally {
      lock.unlock();
    }
  }

  boolean isWatched() {
    lock.lock();
    try {
      return !clients.isEmpty() && !stopped;
    } finally {
      lock.unlock();
    }
  }

  /** The reader begins here. */
  void begin(Map<TopicPartition, Long> from) {
    lock.lock();
    try {
      positions = new HashMap<>(from);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The reader read this, up to these positions. */
  void dispatch(List<LiveEvent> events, Map<TopicPartition, Long> next) {
    lock.lock();
    try {
      for (var client : clients) {
        events.forEach(client::offer);
      }
      if (positions != null) {
        positions.putAll(next);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The reader ended: whoever is still here would miss something, and comes again by itself. */
  void end(LiveClient.End reason) {
    lock.lock();
    try {
      positions = null;
      stopped |= reason == LiveClient.End.STOPPING;
      clients.forEach(client -> client.end(reason));
      clients.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the reading if nobody watches; a client that joins later finds no positions and waits. */
  boolean endIfUnwatched() {
    lock.lock();
    try {
      if (clients.isEmpty() || stopped) {
        positions = null;
        return true;
      }
      return false;
    } finally {
      lock.unlock();
    }
  }
}
