package io.godwit.gateway.live.adapter;

import io.godwit.gateway.live.LiveClient;
import io.godwit.gateway.live.LiveEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads all partitions of the live stream's topics, from their end, as long as somebody watches.
 * Each replica reads for itself.
 */
@Component
class LiveReader implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(LiveReader.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private final LiveHub hub;
  private final LiveTopics topics;
  private volatile @Nullable Consumer<String, byte[]> consumer;
  private volatile @Nullable Thread thread;

  LiveReader(LiveHub hub, LiveTopics topics) {
    this.hub = hub;
    this.topics = topics;
  }

  @Override
  public void start() {
    thread = Thread.ofPlatform().name("live").daemon().start(this::run);
  }

  private void run() {
    try {
      while (hub.awaitClients()) {
        try {
          read();
        } catch (WakeupException | InterruptException e) {
          log.debug("the live reader was woken to stop");
        } catch (KafkaException e) {
          log.warn("the live reader lost the broker", e);
          hub.end(LiveClient.End.BROKER_LOST);
          TimeUnit.SECONDS.sleep(1);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (var open = topics.open("gateway.live")) {
      consumer = open;
      open.seekToEnd(open.assignment());
      var from = new HashMap<TopicPartition, Long>();
      for (var partition : open.assignment()) {
        from.put(partition, open.position(partition));
      }
      hub.begin(from);
      while (!hub.endIfUnwatched()) {
        dispatch(open.poll(POLL));
      }
    } finally {
      consumer = null;
    }
  }

  private void dispatch(ConsumerRecords<String, byte[]> records) {
    List<LiveEvent> events = new ArrayList<>(records.count());
    for (var record : records) {
      var event = topics.event(record);
      if (event != null) {
        events.add(event);
      }
    }
    Map<TopicPartition, Long> next = new HashMap<>();
    records.nextOffsets().forEach((partition, offset) -> next.put(partition, offset.offset()));
    hub.dispatch(events, next);
  }

  /** Ends the streams first, since the web server waits for its open requests. */
  @Override
  public void stop() {
    hub.end(LiveClient.End.STOPPING);
    var open = consumer;
    if (open != null) {
      open.wakeup();
    }
    thread = null;
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
