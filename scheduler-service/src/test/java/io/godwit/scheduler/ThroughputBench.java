package io.godwit.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestRef;
import io.godwit.events.MigrationId;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.MigrationChecking;
import io.godwit.events.migration.MigrationEvent.MigrationCompleted;
import io.godwit.events.migration.MigrationEvent.MigrationQueued;
import io.godwit.events.request.MigrationRequest;
import io.godwit.events.request.MigrationRequest.CancelMigration;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How fast requests are admitted and dispatched on the real broker and database. Not part of the
 * build; run by {@code -Dtest=ThroughputBench}, with {@code -Dgodwit.bench.queued=10000} and {@code
 * -Dgodwit.bench.sizes=100,1000,10000,50000}.
 */
class ThroughputBench {
  private static final int HOSTS = 200;
  private static final String SOURCE = "urn:bench";
  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final int SAMPLES = 50;
  private static final BytesPerSecond WIDE = BytesPerSecond.ofMebi(10_000);
  private final Deployment deployment = new Deployment();
  private final KafkaProducer<String, byte[]> platform = deployment.plainProducer();
  private @Nullable ScriptedFleet fleet;

  @AfterEach
  void stop() throws InterruptedException {
    if (fleet != null) {
      fleet.stop();
    }
    platform.close();
  }

  private ScriptedFleet fleet(
      int guests, Bytes memory, @Nullable BytesPerSecond link, boolean answering) {
    return new ScriptedFleet(
        deployment, HOSTS, guests, Duration.ofMillis(200), memory, link, answering);
  }

  /** With {@code -Dgodwit.bench.links=true} links are known and divided between all of them. */
  private static @Nullable BytesPerSecond link() {
    return Boolean.getBoolean("godwit.bench.links") ? WIDE : null;
  }

  /** Everything may start at once: what is measured is what the scheduler itself can do. */
  @Test
  void admittedAndDispatched() {
    int queued = Integer.getInteger("godwit.bench.queued", 10_000);
    fleet = fleet(queued / HOSTS, Bytes.ofMebi(512L * 1024), link(), false);
    fleet.start();
    try (var service =
            deployment.start(
                "--scheduler.limits.outgoing-per-host=0",
                "--scheduler.limits.incoming-per-host=0",
                "--scheduler.links.least-share=0",
                "--scheduler.links.flights-on-unknown=0",
                "--scheduler.patience.answer=30m",
                "--scheduler.patience.silence=30m",
                "--scheduler.patience.start=30m");
        var events = new Listening<>(deployment, Topics.EVENTS, LIMIT)) {
      var all = guests(queued / HOSTS);
      awaitHosts(service);
      warm(events, all.removeLast());
      var began = Instant.now();
      all.forEach(this::request);
      platform.flush();
      events.until(MigrationChecking.class::isInstance, all.size() + 1);
      var took = Duration.between(began, Instant.now());
      System.out.printf(
          Locale.ROOT,
          "admitted and dispatched: %d requests over %d hosts in %.1f s: %.0f/s%n",
          all.size(),
          HOSTS,
          took.toMillis() / 1000.0,
          all.size() * 1000.0 / took.toMillis());
      assertThat(count(events, MigrationChecking.class::isInstance)).isEqualTo(all.size() + 1);
    }
  }

  /** As it is by default, with agents that answer at once and migrations that take 200 ms. */
  @Test
  void carriedOut() {
    int queued = Integer.getInteger("godwit.bench.queued", 10_000);
    fleet = fleet(queued / HOSTS, Bytes.ofMebi(512L * 1024), WIDE, true);
    fleet.start();
    try (var service = deployment.start();
        var events = new Listening<>(deployment, Topics.EVENTS, LIMIT)) {
      awaitHosts(service);
      var all = guests(queued / HOSTS);
      warm(events, all.removeLast());
      var began = Instant.now();
      all.forEach(this::request);
      platform.flush();
      events.until(MigrationQueued.class::isInstance, all.size());
      var admitted = Duration.between(began, Instant.now());
      events.until(MigrationChecking.class::isInstance, all.size());
      var dispatched = Duration.between(began, Instant.now());
      events.until(MigrationCompleted.class::isInstance, all.size());
      var completed = Duration.between(began, Instant.now());
      System.out.printf(
          Locale.ROOT,
          "carried out: %d requests over %d hosts: admitted %.0f/s, dispatched %.0f/s,"
              + " completed %.0f/s%n",
          all.size(),
          HOSTS,
          all.size() * 1000.0 / admitted.toMillis(),
          all.size() * 1000.0 / dispatched.toMillis(),
          all.size() * 1000.0 / completed.toMillis());
      assertThat(Overlaps.mostOutgoing(events.all())).isLessThanOrEqualTo(4);
      assertThat(Overlaps.mostIncoming(events.all())).isLessThanOrEqualTo(4);
    }
  }

  /** All hosts' slots are taken: one at a time is cancelled, and the next one goes. */
  @Test
  void costAtLengthsOfTheQueue() {
    var sizes =
        List.of(System.getProperty("godwit.bench.sizes", "100,1000,10000,50000").split(","))
            .stream()
            .map(Integer::valueOf)
            .toList();
    int perHost = sizes.getLast() / HOSTS + 10;
    fleet = fleet(perHost, Bytes.ofMebi(512L * 4096), WIDE, false);
    fleet.start();
    try (var service =
            deployment.start(
                "--scheduler.limits.outgoing-per-host=1",
                "--scheduler.limits.prepare-ahead=0",
                "--scheduler.patience.answer=2h",
                "--scheduler.patience.silence=2h",
                "--scheduler.patience.start=2h");
        var events = new Listening<>(deployment, Topics.EVENTS, LIMIT)) {
      awaitHosts(service);
      var registry = service.getBean(MeterRegistry.class);
      var all = guests(perHost);
      int asked = 0;
      for (int size : sizes) {
        int wanted = size + HOSTS;
        var began = Instant.now();
        int before = asked;
        while (asked < wanted) {
          request(all.get(asked++));
        }
        platform.flush();
        events.until(MigrationQueued.class::isInstance, asked);
        double admission = millis(Duration.between(began, Instant.now())) / (asked - before);
        events.until(MigrationChecking.class::isInstance, HOSTS);
        measure(events, registry, size, admission);
      }
    }
  }

  private void measure(
      Listening<MigrationEvent> events, MeterRegistry registry, int size, double admission) {
    var timer = registry.get("godwit.scheduler.dispatch").timer();
    double spent = timer.totalTime(TimeUnit.MILLISECONDS);
    long looks = timer.count();
    long nanos = 0;
    for (int i = 0; i < SAMPLES; i++) {
      var victim = dispatchedOf(i % Math.min(size, HOSTS), events);
      int checking = count(events, MigrationChecking.class::isInstance);
      long start = System.nanoTime();
      send("cancel-" + size + "-" + i, new CancelMigration(victim, null));
      events.until(MigrationChecking.class::isInstance, checking + 1);
      nanos += System.nanoTime() - start;
    }
    System.out.printf(
        Locale.ROOT,
        "%6d queued: admission %.2f ms/request; cancel to next dispatch %.1f ms;"
            + " one look at the queue %.1f ms%n",
        size,
        admission,
        nanos / 1e6 / SAMPLES,
        (timer.totalTime(TimeUnit.MILLISECONDS) - spent) / Math.max(1, timer.count() - looks));
  }

  /** The one that is dispatched of that host now; another one waits behind it. */
  private static MigrationId dispatchedOf(int host, Listening<MigrationEvent> events) {
    var name = "guest-%d-".formatted(host);
    var dispatched = new ArrayDeque<MigrationId>();
    for (var event : events.all()) {
      switch (event) {
        case MigrationChecking e when e.guest().name().startsWith(name) ->
            dispatched.add(e.about().migration());
        case MigrationEvent.MigrationCancelled e -> dispatched.remove(e.about().migration());
        default -> {}
      }
    }
    return dispatched.getLast();
  }

  /** Requests before the hosts are known would measure how long those take to be heard. */
  private static void awaitHosts(ConfigurableApplicationContext service) {
    var jdbc = service.getBean(JdbcClient.class);
    var known =
        "select count(*) from host where inventory is not null and last_seen_at is not null";
    var deadline = Instant.now().plus(LIMIT);
    while (jdbc.sql(known).query(Integer.class).single() < HOSTS) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  /** The first of all, so that nothing is measured that happens once. */
  private void warm(Listening<MigrationEvent> events, GuestRef guest) {
    request(guest);
    platform.flush();
    events.until(MigrationChecking.class::isInstance);
  }

  /** Of every host in turn. */
  private List<GuestRef> guests(int perHost) {
    var byHost =
        IntStream.range(0, HOSTS).mapToObj(Objects.requireNonNull(fleet)::guestsOf).toList();
    var all = new ArrayList<GuestRef>();
    for (int i = 0; i < perHost; i++) {
      for (var guests : byHost) {
        all.add(guests.get(i));
      }
    }
    return all;
  }

  private void request(GuestRef guest) {
    send(guest.name(), new RequestMigration(guest.uuid().toString(), null, null, null));
  }

  private void send(String key, MigrationRequest request) {
    var event = new Received.Event<>(key, SOURCE, Instant.now(), null, request);
    var _ = platform.send(EventRecords.write(Topics.REQUESTS, deployment.prefix, key, event));
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }

  private static int count(Listening<MigrationEvent> events, Predicate<MigrationEvent> what) {
    return (int) events.all().stream().filter(what).count();
  }
}
