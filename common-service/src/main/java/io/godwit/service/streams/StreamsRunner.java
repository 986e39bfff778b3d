package io.godwit.service.streams;

import io.godwit.service.topics.BrokerCheck;
import io.godwit.service.topics.TopicsProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs the topology from the service's start to its end. */
public final class StreamsRunner implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final String name;
  private final Topology topology;
  private final Map<String, Object> connection;
  private final TopicsProperties topics;
  private final StreamsProperties properties;
  private @Nullable Path temporary;
  private volatile @Nullable KafkaStreams streams;

  /**
   * @param name of the service's group, after the deployment's prefix
   * @param connection the broker's address and security
   */
  public StreamsRunner(
      String name,
      Topology topology,
      Map<String, Object> connection,
      TopicsProperties topics,
      StreamsProperties properties) {
    this.name = name;
    this.topology = topology;
    this.connection = connection;
    this.topics = topics;
    this.properties = properties;
  }

  @Override
  public void start() {
    new BrokerCheck(connection, topics).await();
    var settings = StreamsSettings.of(name, connection, topics, properties, stateDirectory());
    var started = new KafkaStreams(topology, settings);
    started.setUncaughtExceptionHandler(new FailurePolicy());
    started.start();
    streams = started;
  }

  private Path stateDirectory() {
    var configured = properties.stateDirectory();
    if (configured != null) {
      return configured;
    }
    try {
      var made = Files.createTempDirectory(name + "-");
      temporary = made;
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException("no directory for the state of the streams", e);
    }
  }

  /** Leaves the group, so that another instance takes over at once. */
  @Override
  public void stop() {
    var running = streams;
    if (running != null) {
      streams = null;
      running.close(
          CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
              .withTimeout(CLOSE_LIMIT));
    }
    var made = temporary;
    if (made != null) {
      temporary = null;
      try {
        Utils.delete(made.toFile());
      } catch (IOException e) {
        LOG.warn("could not remove {}", made, e);
      }
    }
  }

  @Override
  public boolean isRunning() {
    return streams != null;
  }

  /** What Kafka Streams says of itself; not running before the start and after the end. */
  KafkaStreams.State state() {
    var running = streams;
    return running == null ? KafkaStreams.State.NOT_RUNNING : running.state();
  }
}
