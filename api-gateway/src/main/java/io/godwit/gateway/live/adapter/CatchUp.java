package io.godwit.gateway.live.adapter;

import io.godwit.gateway.live.LiveEvent;
import io.godwit.gateway.live.LiveId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What a client missed, read for it alone: from behind the last event that it has in that event's
 * partition, and in all others from that event's time on. So it may get a few events again, which
 * it can tell by their ids; it misses none that Kafka still has.
 */
final class CatchUp implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration FIRST = Duration.ofSeconds(5);
  private final LiveTopics topics;
  private final Consumer<String, byte[]> consumer;
  private final Map<TopicPartition, Long> ends;

  CatchUp(LiveTopics topics, LiveId last) {
    this.topics = topics;
    consumer = topics.open("gateway.live.catch-up");
    try {
      ends = consumer.endOffsets(consumer.assignment());
      seek(last);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private void seek(LiveId last) {
    var partition = new TopicPartition(last.topic(), last.partition());
    long end = ends.getOrDefault(partition, -1L);
    if (end < 0 || last.offset() >= end) {
      consumer.seekToEnd(consumer.assignment());
      return;
    }
    long time = timeOf(partition, last.offset());
    var asked = new HashMap<TopicPartition, Long>();
    consumer.assignment().forEach(one -> asked.put(one, time));
    var found = consumer.offsetsForTimes(asked);
    for (var one : consumer.assignment()) {
      var offset = found.get(one);
      consumer.seek(one, offset == null ? ends.getOrDefault(one, 0L) : offset.offset());
    }
    consumer.seek(partition, last.offset() + 1);
  }

  /** The time of the record at this offset, or of the first behind it that is still there. */
  private long timeOf(TopicPartition partition, long offset) {
    var all = consumer.assignment();
    var others = new ArrayList<>(all);
    others.remove(partition);
    consumer.seekToEnd(others);
    consumer.pause(others);
    consumer.seek(partition, offset);
    var records = consumer.poll(FIRST).records(partition);
    consumer.resume(others);
    return records.isEmpty() ? Long.MAX_VALUE >> 1 : records.getFirst().timestamp();
  }

  /** Whether everything is read that was there when it began. */
  boolean isNear() {
    return isAt(ends);
  }

  /** Whether nothing before these positions is left to read. */
  boolean isAt(Map<TopicPartition, Long> positions) {
    return positions.entrySet().stream()
        .allMatch(entry -> consumer.position(entry.getKey()) >= entry.getValue());
  }

  /** The next events, without those that stand at one of these positions or behind it. */
  List<LiveEvent> next(Map<TopicPartition, Long> before) {
    var events = new ArrayList<LiveEvent>();
    for (var record : consumer.poll(POLL)) {
      var event = isBefore(record, before) ? topics.event(record) : null;
      if (event != null) {
        events.add(event);
      }
    }
    return events;
  }

  private static boolean isBefore(
      ConsumerRecord<?, ?> record, Map<TopicPartition, Long> positions) {
    var limit = positions.get(new TopicPartition(record.topic(), record.partition()));
    return limit == null || record.offset() < limit;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
