package io.godwit.cli.bench;

import io.godwit.cli.deployment.AgentPlan;
import io.godwit.cli.deployment.AgentPlan.SimulatedFleet;
import io.godwit.cli.deployment.AgentPlan.SimulatedGuest;
import io.godwit.cli.deployment.Deployment;
import io.godwit.cli.deployment.Fleets;
import io.godwit.cli.deployment.LinkRate;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.request.MigrationRequest;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import io.godwit.parts.PartFailed;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Migrations of computed guests that need steps, all asked for at once, no limit in the way. */
final class LatencyRun {
  private static final Duration KNOWN_LIMIT = Duration.ofSeconds(90);
  private static final Duration END_LIMIT = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int GUESTS_PER_HOST = 10;
  private static final LinkRate LINK = LinkRate.parse("320mbit");
  private static final long HOST_MEMORY_MIB = 256 * 1024;
  private static final long GUEST_MEMORY_MIB = 512;
  private static final String GUEST = "guest-";
  private static final String SOURCE = "urn:godwit:bench";
  private static final List<String> NO_LIMITS =
      List.of(
          "--scheduler.limits.outgoing-per-host=0",
          "--scheduler.limits.incoming-per-host=0",
          "--scheduler.limits.prepare-ahead=0",
          "--scheduler.links.flights-on-unknown=0",
          // All that starts at once shall start, however long the database takes over it.
          "--scheduler.limits.silence=2m");
  private final OwnDeployment own;

  LatencyRun(OwnDeployment own) {
    this.own = own;
  }

  LatencyResult measure(int migrations) throws Exception {
    int hosts = Math.max(2, Math.ceilDiv(migrations, GUESTS_PER_HOST));
    var guests = IntStream.range(0, migrations).mapToObj(LatencyRun::guest).toList();
    // Links that nobody is told of limit nothing but the speed.
    var fleet =
        new SimulatedFleet(
            hosts, LINK, HOST_MEMORY_MIB, guests, new TreeMap<>(), new TreeMap<>(), false);
    return own.run(
        Fleets.simulated(fleet),
        NO_LIMITS,
        deployment -> moved(deployment, guests, hosts),
        result -> result.completed() == migrations);
  }

  /**
   * A tenth of a link each: its first pass takes half a minute or more, so that all of them run
   * before the first one needs a step; then it stands at a plateau.
   */
  private static SimulatedGuest guest(int number) {
    return new SimulatedGuest(
        (GUEST + "%03d").formatted(number),
        AgentPlan.simulatedHost(number / GUESTS_PER_HOST + 1),
        GUEST_MEMORY_MIB,
        64 + number * 7L % 64,
        100 + number * 37L % 200);
  }

  private static LatencyResult moved(Deployment deployment, List<SimulatedGuest> guests, int hosts)
      throws Exception {
    var gateway = new GatewayClient(URI.create(deployment.url() + "/"));
    OwnDeployment.await(
        KNOWN_LIMIT,
        "the guests are not known",
        () ->
            gateway.hosts().stream().mapToInt(host -> host.guests().size()).sum() >= guests.size());
    request(deployment.kafka(), guests, hosts);
    awaitEnds(deployment.kafka(), guests.size());
    var log = new EventLog(deployment.kafka());
    var told =
        new Reaction.Told(
            log.stamped(Topics.PROGRESS),
            log.stamped(Topics.TRENDS),
            log.all(Topics.ESCALATIONS),
            log.all(Topics.AGENT_EVENTS));
    return LatencyResult.of(guests.size(), Course.of(log, Instant.now()), Reaction.of(told));
  }

  /**
   * A user's migration is not switched in its first seconds, as an evacuation's would be: what is
   * measured shall not be how long it takes to start all of them.
   */
  private static void request(String kafka, List<SimulatedGuest> guests, int hosts) {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka, "acks", "all");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (var guest : guests) {
        var wanted = wanted(guest, hosts);
        var event =
            new Received.Event<MigrationRequest>(guest.name(), SOURCE, Instant.now(), null, wanted);
        var _ = producer.send(EventRecords.write(Topics.REQUESTS, "", guest.name(), event));
      }
    }
  }

  /** To the next host, whatever the checks say: placement is measured elsewhere. */
  private static RequestMigration wanted(SimulatedGuest guest, int hosts) {
    int source = Integer.parseInt(guest.name().substring(GUEST.length())) / GUESTS_PER_HOST;
    var destination = new HostId(AgentPlan.simulatedHost((source + 1) % hosts + 1));
    return new RequestMigration(
        guest.name(), destination, Reason.USER, null, true, null, null, null);
  }

  private static void awaitEnds(String kafka, int migrations) {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(Topics.EVENTS.name()).stream()
              .map(one -> new TopicPartition(one.topic(), one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ended = new HashSet<MigrationId>();
      long deadline = System.nanoTime() + END_LIMIT.toNanos();
      while (ended.size() < migrations) {
        if (System.nanoTime() > deadline) {
          throw new PartFailed(
              "%d of %d migrations have not ended after %d s"
                  .formatted(migrations - ended.size(), migrations, END_LIMIT.toSeconds()));
        }
        consumer
            .poll(POLL)
            .forEach(record -> take(EventRecords.read(Topics.EVENTS, record), ended));
      }
    }
  }

  private static void take(Received<MigrationEvent> received, Set<MigrationId> ended) {
    if (received instanceof Received.Event<MigrationEvent> event
        && switch (event.data()) {
          case MigrationEvent.MigrationCompleted _,
              MigrationEvent.MigrationFailed _,
              MigrationEvent.MigrationCancelled _,
              MigrationEvent.MigrationRejected _ ->
              true;
          default -> false;
        }) {
      ended.add(event.data().about().migration());
    }
  }
}
