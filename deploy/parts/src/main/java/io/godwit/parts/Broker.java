package io.godwit.parts;

import io.godwit.parts.Child.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real Kafka broker (KRaft, broker and controller in one) as a child JVM, on loopback. */
public final class Broker {
  public static final String NAME = "kafka";
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);

  private Broker() {}

  /**
   * Where the broker keeps its data and where it listens.
   *
   * @param port 0 for a free one
   * @param rank of its process in its folder
   * @param options of its JVM besides those that it always gets
   */
  public record Settings(Path data, int port, int rank, List<String> options) {
    public Settings {
      data = data.toAbsolutePath();
      options = List.copyOf(options);
    }

    public Settings(Path data, int port, int rank) {
      this(data, port, rank, List.of());
    }
  }

  /** A broker process, perhaps not ready yet. */
  public record Starting(Started process, String bootstrapServers) {
    /** Waits until clients are served; a start after kill -9 takes some seconds longer. */
    public void awaitReady() throws IOException, InterruptedException {
      process.awaitLine("Kafka Server started", READY_LIMIT);
    }
  }

  /** Starts it, on the data that is there if there is any. */
  public static Starting start(ProcessFolder processes, Settings settings)
      throws IOException, InterruptedException {
    int port = Ports.orFree(settings.port());
    Path data = Files.createDirectories(settings.data());
    Path logDirectory = data.resolve("log");
    Path properties = data.resolve("server.properties");
    Path logging = data.resolve("logback.xml");
    Files.writeString(properties, properties(logDirectory, port, Ports.orFree(0)));
    Files.writeString(logging, LOGGING);
    var options = new ArrayList<>(List.of("-Xmx256m", "-XX:+UseSerialGC"));
    options.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xss512k", "-Xshare:auto"));
    options.addAll(settings.options());
    options.add("-Dlogback.configurationFile=" + logging);
    var command =
        JavaCommand.of(
            options, BrokerProcess.class, properties.toString(), logDirectory.toString());
    var process = processes.start(new Child(NAME, command, Map.of(), settings.rank()));
    return new Starting(process, "127.0.0.1:" + port);
  }

  private static String properties(Path logDirectory, int port, int controllerPort) {
    return """
    node.id=1
    process.roles=broker,controller
    controller.quorum.bootstrap.servers=127.0.0.1:%2$d
    controller.listener.names=CONTROLLER
    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
    inter.broker.listener.name=PLAINTEXT
    log.dirs=%3$s
    # One broker: nothing to replicate to.
    offsets.topic.replication.factor=1
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    offsets.topic.num.partitions=5
    transaction.state.log.num.partitions=5
    group.initial.rebalance.delay.ms=0
    # Topics are made by name and number of partitions, never by a typing error.
    auto.create.topics.enable=false
    # Small threads and buffers: a control plane's messages are few.
    num.network.threads=2
    num.io.threads=4
    log.cleaner.dedupe.buffer.size=2097152
    # After kill -9 the old session must end before the broker may register again.
    broker.session.timeout.ms=2000
    broker.heartbeat.interval.ms=500
    """
        .formatted(port, controllerPort, logDirectory);
  }

  private static final String LOGGING =
      """
      <configuration>
        <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%d{HH:mm:ss.SSS} %-5level %logger{1} %msg%n</pattern></encoder>
        </appender>
        <logger name="kafka.server.KafkaRaftServer" level="INFO"/>
        <logger name="org.apache.kafka" level="WARN"/>
        <logger name="state.change.logger" level="WARN"/>
        <root level="WARN"><appender-ref ref="OUT"/></root>
        <logger name="kafka" level="WARN"/>
      </configuration>
      """;
}
