package io.godwit.gateway.live.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.gateway.live.LiveClient;
import io.godwit.gateway.live.LiveId;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One client's stream, from its first line to its last, on the client's own thread. */
final class LiveStream {
  private static final Duration READER_LIMIT = Duration.ofSeconds(20);
  private final LiveHub hub;
  private final LiveTopics topics;
  private final Duration heartbeat;
  private final LiveClient client;
  private final OutputStream out;

  LiveStream(
      LiveHub hub, LiveTopics topics, Duration heartbeat, LiveClient client, OutputStream out) {
    this.hub = hub;
    this.topics = topics;
    this.heartbeat = heartbeat;
    this.client = client;
    this.out = out;
  }

  /** Returns why the stream ended; a client that is gone shows as an IOException. */
  LiveClient.End run(@Nullable LiveId last) throws IOException, InterruptedException {
    if (last == null) {
      join();
      write("retry: 2000\n: from now on\n\n");
    } else {
      write("retry: 2000\n: from " + last + " on\n\n");
      catchUp(last);
    }
    return follow();
  }

  private void catchUp(LiveId last) throws IOException, InterruptedException {
    try (var missed = new CatchUp(topics, last)) {
      while (!missed.isNear()) {
        send(missed, Map.of());
      }
      var joined = join();
      while (client.end() == null && !missed.isAt(joined)) {
        send(missed, joined);
      }
    }
  }

  private Map<TopicPartition, Long> join() throws InterruptedException {
    var positions = hub.join(client, READER_LIMIT);
    if (positions == null) {
      client.end(LiveClient.End.BROKER_LOST);
      return Map.of();
    }
    return positions;
  }

  private void send(CatchUp missed, Map<TopicPartition, Long> before) throws IOException {
    var text = new StringBuilder();
    for (var event : missed.next(before)) {
      if (client.wants(event)) {
        text.append(event.frame());
      }
    }
    if (!text.isEmpty()) {
      write(text.toString());
    }
  }

  private LiveClient.End follow() throws IOException, InterruptedException {
    while (true) {
      var event = client.next(heartbeat);
      var end = client.end();
      if (end != null) {
        write("event: godwit.end\ndata: {\"reason\":\"" + wireName(end) + "\"}\n\n");
        return end;
      }
      write(event == null ? ": heartbeat\n\n" : event.frame());
    }
  }

  static String wireName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }
}
