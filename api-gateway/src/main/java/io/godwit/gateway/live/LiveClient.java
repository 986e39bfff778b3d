package io.godwit.gateway.live;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One who watches: a bounded queue between the one reader of Kafka and the client's connection. A
 * client that does not keep up is ended, so that it holds back nobody.
 */
public final class LiveClient {
  /** Why a stream ended before its client wanted it to. */
  public enum End {
    /** The client did not read as fast as events came. */
    TOO_SLOW,
    /** The broker did not answer. */
    BROKER_LOST,
    /** The gateway is going down. */
    STOPPING
  }

  private static final LiveEvent WAKE = new LiveEvent(new LiveId("", 0, 0), "", null, "");
  private final Set<String> only;
  private final BlockingQueue<LiveEvent> queue;
  private volatile @Nullable End end;

  /**
   * @param only the migrations, evacuations and plans to be told of, by their ids; empty: all
   * @param capacity events that may wait for the client
   */
  public LiveClient(Set<String> only, int capacity) {
    this.only = Set.copyOf(only);
    this.queue = new ArrayBlockingQueue<>(capacity);
  }

  public boolean wants(LiveEvent event) {
    var key = event.key();
    return only.isEmpty() || (key != null && only.contains(key));
  }

  /** Never blocks: a full queue ends the client. */
  public void offer(LiveEvent event) {
    if (wants(event) && !queue.offer(event)) {
      end(End.TOO_SLOW);
    }
  }

  /** The first reason stays. */
  public void end(End reason) {
    if (end == null) {
      end = reason;
    }
    boolean woken = queue.offer(WAKE);
    assert woken || !queue.isEmpty() : "a full queue wakes its reader by itself";
  }

  public @Nullable End end() {
    return end;
  }

  /** The next event; absent if none came within {@code limit} or the client is ended. */
  public @Nullable LiveEvent next(Duration limit) throws InterruptedException {
    if (end != null) {
      return null;
    }
    var event = queue.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    return event == null || event.equals(WAKE) ? null : event;
  }
}
