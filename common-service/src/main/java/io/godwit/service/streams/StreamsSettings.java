package io.godwit.service.streams;

import io.godwit.service.topics.TopicsProperties;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams: at least once, one thread, hardly anything held back. */
final class StreamsSettings {
  private static final int PRODUCER_MEMORY_BYTES = 8 << 20;

  /** A request for each record would cost both sides more than all that is done about it. */
  private static final int LINGER_MILLIS = 3;

  private static final int CACHE_BYTES = 16 << 20;

  private StreamsSettings() {}

  /**
   * @param name of the group, after the deployment's prefix
   * @param connection the broker's address and security
   */
  static Properties of(
      String name,
      Map<String, Object> connection,
      TopicsProperties topics,
      StreamsProperties streams,
      Path stateDirectory) {
    var settings = new HashMap<String, Object>(connection);
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.prefix() + name);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, streams.commitInterval().toMillis());
    // For stores that say so: what changes often is in the changelog once per commit.
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    // Records of several topics are taken as they come: an order between topics is not relied on.
    settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1);
    settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
    settings.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MILLIS);
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), PRODUCER_MEMORY_BYTES);
    settings.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        (int) streams.sessionTimeout().toMillis());
    settings.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        (int) streams.heartbeatInterval().toMillis());
    var properties = new Properties();
    properties.putAll(settings);
    return properties;
  }
}
