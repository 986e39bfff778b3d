package io.godwit.cli.bench;

import io.godwit.cli.deployment.DeploymentFolder;
import io.godwit.cli.deployment.Home;
import io.godwit.events.wire.TopicAdmin;
import io.godwit.events.wire.Topics;
import io.godwit.parts.Broker;
import io.godwit.parts.Child;
import io.godwit.parts.Child.Started;
import io.godwit.parts.Folders;
import io.godwit.parts.PartFailed;
import io.godwit.parts.Ports;
import io.godwit.parts.ProcessFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A broker, the monitor and the policy, each a process of its own as they are deployed, and samples
 * as fast as they take them. A sample counts once the policy has committed its trend.
 */
final class ThroughputRun {
  private static final int PARTITIONS = 6;
  private static final short BROKERS_DEFAULT = -1;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(12);
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration STALLED = Duration.ofSeconds(30);
  private static final int MOST_UNSEEN = 8_000;
  private static final int MOST_UNDECIDED = 120_000;
  private static final long BETWEEN_LOOKS_MILLIS = 20;
  private static final String MONITOR = "monitor-service";
  private static final String POLICY = "policy-service";
  private final Home home;
  private final Path place;
  private final List<String> jvm;

  /**
   * @param place folder for data and logs
   * @param jvm options of monitor and policy besides heap and collector
   */
  ThroughputRun(Home home, Path place, List<String> jvm) {
    this.home = home;
    this.place = place;
    this.jvm = jvm;
  }

  /** What is at work. */
  private record Parts(String kafka, Started broker, Started monitor, Started policy) {}

  /**
   * @param sizes numbers of migrations, each measured after the others
   * @param period how long each is measured
   */
  List<ThroughputResult> measure(List<Integer> sizes, Duration period) throws Exception {
    try (var folder = DeploymentFolder.open(place)) {
      var processes = new ProcessFolder(folder.path());
      try {
        var parts = start(processes, folder.path());
        return measure(parts, sizes, period);
      } finally {
        boolean interrupted = Thread.interrupted();
        processes.stopAll(STOP_LIMIT);
        Folders.delete(folder.path());
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private Parts start(ProcessFolder processes, Path folder) throws Exception {
    var settings =
        new Broker.Settings(
            folder.resolve("kafka"), 0, 0, List.of("-XX:TieredStopAtLevel=4", "-Xmx512m"));
    var broker = Broker.start(processes, settings);
    broker.awaitReady();
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      new TopicAdmin(admin, "", PARTITIONS).create(BROKERS_DEFAULT);
    }
    var kafka = broker.bootstrapServers();
    return new Parts(
        kafka,
        broker.process(),
        service(processes, MONITOR, kafka),
        service(processes, POLICY, kafka));
  }

  private Started service(ProcessFolder processes, String name, String kafka) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC"));
    command.addAll(jvm);
    command.addAll(List.of("-jar", home.lib().resolve(name + "-0.1.0.jar").toString()));
    command.add("--server.port=" + Ports.free(1).getFirst());
    var started = processes.start(new Child(name, command, Map.of("GODWIT_KAFKA", kafka), 1));
    started.awaitLine("\"message\":\"Started ", READY_LIMIT);
    return started;
  }

  private static List<ThroughputResult> measure(Parts parts, List<Integer> sizes, Duration period)
      throws Exception {
    var results = new ArrayList<ThroughputResult>();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            parts.kafka(),
            "acks",
            "1",
            "linger.ms",
            5,
            "batch.size",
            128 << 10,
            "enable.idempotence",
            false);
    try (var producer =
            new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        var look = new Look(parts)) {
      // So that what is compiled by then is what runs for days.
      measure(new SampleStream("warm", 1000), producer, look, period);
      for (int size : sizes) {
        results.add(measure(new SampleStream("run-" + size, size), producer, look, period));
      }
    }
    return results;
  }

  private static ThroughputResult measure(
      SampleStream stream, Producer<String, byte[]> producer, Look look, Duration period)
      throws Exception {
    for (var record : stream.begun()) {
      var _ = producer.send(record);
    }
    producer.flush();
    long sent = look.trends();
    long end = System.nanoTime() + period.toNanos();
    long second = 1;
    // Until each has its state, and the last size's is out of the way.
    for (; second <= 2; second++) {
      sent = send(stream, second, sent, producer, look);
    }
    look.awaitDecided(sent);
    var before = look.now();
    while (System.nanoTime() < end) {
      sent = send(stream, second++, sent, producer, look);
    }
    producer.flush();
    look.awaitDecided(sent);
    return ThroughputResult.of(stream.migrations(), before, look.now());
  }

  private static long send(
      SampleStream stream, long second, long sent, Producer<String, byte[]> producer, Look look)
      throws Exception {
    long all = sent;
    for (var record : stream.at(second)) {
      if (all % 1000 == 0) {
        look.awaitRoom(all);
      }
      var _ = producer.send(record);
      all++;
    }
    return all;
  }

  /** What the broker and the operating system say of it. */
  private static final class Look implements AutoCloseable {
    private final Parts parts;
    private final Admin admin;

    Look(Parts parts) {
      this.parts = parts;
      admin = Admin.create(Map.of("bootstrap.servers", parts.kafka()));
    }

    ThroughputResult.Moment now() throws Exception {
      return new ThroughputResult.Moment(
          System.nanoTime(),
          decided(),
          cpu(parts.monitor().pid()),
          cpu(parts.policy().pid()),
          cpu(parts.broker().pid()),
          cpu(ProcessHandle.current().pid()),
          ends(Topics.ESCALATIONS.name()));
    }

    long trends() throws Exception {
      return ends(Topics.TRENDS.name());
    }

    /** Trends that the policy has dealt with. */
    private long decided() throws ExecutionException, InterruptedException {
      return admin
          .listConsumerGroupOffsets("godwit-policy")
          .partitionsToOffsetAndMetadata()
          .get()
          .entrySet()
          .stream()
          .filter(entry -> entry.getKey().topic().equals(Topics.TRENDS.name()))
          .mapToLong(entry -> entry.getValue().offset())
          .sum();
    }

    private long ends(String topic) throws ExecutionException, InterruptedException {
      var asked =
          IntStream.range(0, PARTITIONS)
              .mapToObj(number -> new TopicPartition(topic, number))
              .collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest()));
      return admin.listOffsets(asked).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    }

    void awaitRoom(long sent) throws Exception {
      await(() -> trends() >= sent - MOST_UNSEEN && decided() >= sent - MOST_UNDECIDED);
    }

    void awaitDecided(long sent) throws Exception {
      await(() -> decided() >= sent);
    }

    private static void await(OwnDeployment.Condition condition) throws Exception {
      long deadline = System.nanoTime() + STALLED.toNanos();
      while (!condition.holds()) {
        if (System.nanoTime() > deadline) {
          throw new PartFailed("not every sample became a trend that the policy read");
        }
        Thread.sleep(BETWEEN_LOOKS_MILLIS);
      }
    }

    private static Duration cpu(long pid) {
      return ProcessHandle.of(pid)
          .flatMap(process -> process.info().totalCpuDuration())
          .orElseThrow(() -> new PartFailed("process " + pid + " has ended"));
    }

    @Override
    public void close() {
      admin.close();
    }
  }
}
