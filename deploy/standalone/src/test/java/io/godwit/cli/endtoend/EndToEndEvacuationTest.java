package io.godwit.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.bench.Course;
import io.godwit.cli.bench.EventLog;
import io.godwit.cli.bench.LinkBytes;
import io.godwit.cli.gateway.Evacuation;
import io.godwit.cli.gateway.GatewayClient.Wanted;
import io.godwit.cli.gateway.Migration;
import io.godwit.cli.terminal.Json;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.migration.FailureCause;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.wire.Topics;
import io.godwit.parts.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight guests of mixed load leave a real host, and come back: three hosts, one of an older suite;
 * one guest has a disk on its host's own pool. Then two hot ones leave it over one link at once,
 * and a host fills up while another one waits for its turn to go there.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndEvacuationTest {
  private static final String SOURCE = "host1";
  private static final String WITH_DISK = "disk";
  private static final List<String> OTHERS = List.of("host2", "host3");
  private static final int OUTGOING = 2;
  private static final int INCOMING = 2;
  private static final long CAP = 250_000_000 / 8;

  /** Five guests of 192 MiB with a margin of 1.2, and not six. */
  private static final long HOST_MEMORY_MIB = 1200;

  private static final long GUEST_MEMORY_MIB = 192;

  /** QEMU lifts a limit while a guest stands still, and TCP has its headers. */
  private static final double TOLERANCE = 1.15;

  /** Of a guest of the class standard. */
  private static final long STANDARD_BUDGET_MILLIS = 500;

  /** With a guest of 192 MiB there is no room for another one with its margin. */
  private static final long INTRUDER_MIB = 800;

  private static final Duration WINDOW = Duration.ofSeconds(5);

  @TempDir private static Path folder;
  private static Deployed deployed;
  private static Instant back = Instant.EPOCH;

  @BeforeAll
  static void up() throws Exception {
    deployed =
        Deployed.onLab(
            folder.resolve("up"),
            "lab:3",
            "--suite",
            "forky,forky,trixie",
            "--memory",
            HOST_MEMORY_MIB + "MiB");
    try (var threads = Executors.newFixedThreadPool(2)) {
      var starts =
          List.of(
              start(threads, WITH_DISK, 16, 1, "--disk", "48:qcow2"),
              start(threads, "calm-1", 16, 1),
              start(threads, "calm-2", 16, 1),
              start(threads, "calm-3", 24, 2),
              start(threads, "web-1", 32, 4),
              start(threads, "web-2", 32, 4),
              start(threads, "busy", 64, 10),
              start(threads, "hot", 64, 60));
      for (var one : starts) {
        one.get();
      }
    }
    Deployed.await(() -> guestsOn(SOURCE) == 8);
    for (int i = 1; i <= 3; i++) {
      var ran =
          deployed.run(
              "host",
              "host" + i,
              "--outgoing",
              Integer.toString(OUTGOING),
              "--incoming",
              Integer.toString(INCOMING),
              "--bandwidth",
              "250mbit");
      assertThat(ran.status()).as(ran.toString()).isZero();
    }
  }

  private static Future<String> start(
      ExecutorService threads, String name, int workingSet, int dirtyRate, String... more) {
    var wanted =
        new Lab.Wanted(name, SOURCE, GUEST_MEMORY_MIB, workingSet, dirtyRate, 0, List.of(more));
    Callable<String> work =
        () -> {
          deployed.lab().guest(wanted);
          return name;
        };
    return threads.submit(work);
  }

  @AfterAll
  static void down() throws Exception {
    if (deployed != null) {
      deployed.down();
    }
  }

  @Test
  @Order(1)
  void evacuationEmptiesTheHostWithinLimitsCapsAndCapacities() throws Exception {
    var began = Instant.now();

    var ran = deployed.run("evacuate", SOURCE, "--watch", "--json");

    assertThat(ran.status()).as(ran.toString()).isZero();
    var evacuation = last(SOURCE);
    assertThat(evacuation.state()).isEqualTo(Evacuation.COMPLETED);
    assertThat(evacuation.moved()).isEqualTo(8);
    assertThat(evacuation.remaining()).isEmpty();
    back = Instant.now();
    assertThat(hostOf(guests())).doesNotContain(SOURCE);
    assertThatLimitsHeld();
    assertThatCapsHeld(began, back);
    for (var host : OTHERS) {
      assertThat(guestsOn(host) * GUEST_MEMORY_MIB).as(host).isLessThanOrEqualTo(HOST_MEMORY_MIB);
    }
  }

  @Test
  @Order(2)
  void diskOfItsOwnPoolWentAlongAndLeftNothingBehind() throws Exception {
    String destination = deployed.whereabouts(WITH_DISK);

    Deployed.await(() -> !hasDisk(SOURCE));

    assertThat(OTHERS).contains(destination);
    assertThat(hosts().filter(EndToEndEvacuationTest::hasDisk)).containsExactly(destination);
  }

  @Test
  @Order(3)
  void emptiedHostTakesThemBackWhenItIsOpenedAndAnotherIsEvacuated() throws Exception {
    assertThat(deployed.run("host", SOURCE, "--open").status()).isZero();
    String from = deployed.whereabouts(WITH_DISK);
    int before = guestsOn(from);
    assertThat(before).isPositive();

    var ran = deployed.run("evacuate", from, "--watch", "--json");

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(last(from).moved()).isEqualTo(before);
    assertThat(hostOf(guests())).doesNotContain(from).contains(SOURCE);
    assertThatLimitsHeld();
    assertThatCapsHeld(back, Instant.now());
    String now = deployed.whereabouts(WITH_DISK);
    Deployed.await(
        () -> hosts().filter(EndToEndEvacuationTest::hasDisk).toList().equals(List.of(now)));
  }

  @Test
  @Order(4)
  void twoHotGuestsThatLeaveOneHostOverOneLinkAtOnceKeepTheirDowntimeBudget() throws Exception {
    for (var guest : guests()) {
      deployed.lab().removeGuest(guest.guest());
    }
    Deployed.await(() -> hosts().allMatch(host -> count(host) == 0));
    configure("host1", "--open", "--outgoing", "2", "--bandwidth", "500mbit");
    configure("host2", "--open", "--bandwidth", "250mbit");
    configure("host3", "--open", "--bandwidth", "250mbit");
    try (var threads = Executors.newFixedThreadPool(2)) {
      var one = start(threads, "hot-1", 64, 20);
      start(threads, "hot-2", 64, 20).get();
      one.get();
    }
    Deployed.await(() -> guestsOn(SOURCE) == 2);
    var began = Instant.now();

    var first = deployed.request("hot-1", "host2");
    var second = deployed.request("hot-2", "host3");

    assertThat(List.of(deployed.ended(first), deployed.ended(second)))
        .allSatisfy(migration -> {
          assertThat(migration.state()).as(migration.toString()).isEqualTo(Migration.COMPLETED);
          assertThat(migration.downtimeMillis())
              .as("%s, %s", migration, gap(migration, began))
              .isLessThanOrEqualTo(STANDARD_BUDGET_MILLIS);
        });
    var moves = movesSince(began);
    assertThat(moves).hasSize(2);
    assertThat(moves.getLast().from()).as("both moved at once").isBefore(moves.getFirst().until());
  }

  @Test
  @Order(5)
  void hostThatFillsUpBetweenCheckAndStartIsLeftForTheNextOne() throws Exception {
    configure(SOURCE, "--outgoing", "1", "--bandwidth", "40mbit");
    try (var threads = Executors.newFixedThreadPool(2)) {
      var one = start(threads, "first", 16, 1);
      start(threads, "second", 16, 1).get();
      one.get();
    }
    Deployed.await(() -> guestsOn(SOURCE) == 2);
    var first = request("first");
    deployed.awaitState(first.id(), shown -> shown.state().equals("running"));
    var second = request("second");
    Deployed.await(() -> preparedFor(second).findFirst().isPresent());
    String filled = preparedFor(second).findFirst().orElseThrow();

    deployed.lab().guest(new Lab.Wanted("intruder", filled, INTRUDER_MIB, 16, 1, 0, List.of()));

    Deployed.await(() -> refused(second).findFirst().isPresent());
    configure(SOURCE, "--outgoing", "1", "--bandwidth", "250mbit");
    assertThat(deployed.ended(first).state()).isEqualTo(Migration.COMPLETED);
    assertThat(deployed.ended(second).state()).isEqualTo(Migration.COMPLETED);
    assertThat(refused(second))
        .extracting(attempt -> attempt.destination().value())
        .containsExactly(filled);
    assertThat(OTHERS).contains(deployed.whereabouts("second"));
    assertThat(deployed.whereabouts("second")).isNotEqualTo(filled);
    Deployed.await(() -> tornDown(second).toList().equals(List.of(filled)));
  }

  private static void configure(String host, String... options) throws Exception {
    var ran =
        deployed.run(
            Stream.concat(Stream.of("host", host), Stream.of(options)).toArray(String[]::new));
    assertThat(ran.status()).as(ran.toString()).isZero();
  }

  private static Migration request(String guest) throws InterruptedException {
    return deployed
        .gateway()
        .request(new Wanted(guest, null, null, null), UUID.randomUUID().toString());
  }

  /** What a meter saw that the guest itself writes to, for whoever reads a failure. */
  private static String gap(Migration migration, Instant began) {
    try {
      var meter = deployed.lab().meter(migration.guest().name(), began, Instant.now());
      return "longest gap as seen from outside: " + meter.longestGapMillis() + " ms";
    } catch (IOException e) {
      return "not metered: " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "not metered: " + e;
    }
  }

  private static List<Course.Move> movesSince(Instant began) {
    return Course.of(log(), Instant.now()).moves().stream()
        .filter(move -> move.from().isAfter(began))
        .toList();
  }

  private static EventLog log() {
    return new EventLog(deployed.deployment().kafka());
  }

  /** Hosts that were prepared for it, in that order. */
  private static Stream<String> preparedFor(Migration migration) {
    return log().all(Topics.AGENT_EVENTS).stream()
        .filter(event -> event instanceof AgentEvent.DestinationPrepared && isOf(migration, event))
        .map(event -> event.host().value());
  }

  private static Stream<String> tornDown(Migration migration) {
    return log().all(Topics.AGENT_EVENTS).stream()
        .filter(event -> event instanceof AgentEvent.DestinationTornDown && isOf(migration, event))
        .map(event -> event.host().value());
  }

  private static boolean isOf(Migration migration, AgentEvent event) {
    return event.about().migration().toString().equals(migration.id());
  }

  private static Stream<MigrationEvent.AttemptFailed> refused(Migration migration) {
    return log().all(Topics.EVENTS).stream()
        .filter(event -> event.about().migration().toString().equals(migration.id()))
        .filter(MigrationEvent.AttemptFailed.class::isInstance)
        .map(MigrationEvent.AttemptFailed.class::cast)
        .filter(attempt -> attempt.cause() == FailureCause.DESTINATION_REFUSED);
  }

  private static int count(String host) {
    try {
      return guestsOn(host);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** From the events alone: no host ever sent or received more guests at once than allowed. */
  private static void assertThatLimitsHeld() {
    var log = new EventLog(deployed.deployment().kafka());
    var most = Course.of(log, Instant.now()).mostAtOnce();

    assertThat(most.outgoing()).isBetween(1, OUTGOING);
    assertThat(most.incoming()).isBetween(1, INCOMING);
    assertThat(log.all(Topics.EVENTS))
        .noneMatch(event -> event instanceof MigrationEvent.MigrationFailed);
  }

  /** From the bytes that were counted on the links: over any five seconds no more than the cap. */
  private static void assertThatCapsHeld(Instant from, Instant until) throws Exception {
    var meter = Path.of(deployed.lab().list().meterDirectory());

    var links = LinkBytes.between(meter, from, until, WINDOW);

    assertThat(links).hasSize(3);
    assertThat(links)
        .allSatisfy(link -> {
          assertThat(link.peakSent()).isLessThanOrEqualTo((long) (CAP * TOLERANCE));
          assertThat(link.peakReceived()).isLessThanOrEqualTo((long) (CAP * TOLERANCE));
        });
    assertThat(links.stream().mapToLong(LinkBytes::peakSent).max().orElseThrow())
        .as("something was really sent")
        .isGreaterThan(CAP / 2);
  }

  private static Evacuation last(String host) throws InterruptedException {
    var all = deployed.gateway().evacuations(Map.of("host", host));
    return Json.read(all.get("evacuations").get(0), Evacuation.class);
  }

  private static List<Lab.Guest> guests() throws IOException, InterruptedException {
    return deployed.lab().list().guests();
  }

  private static List<String> hostOf(List<Lab.Guest> guests) {
    assertThat(guests).hasSize(8).allMatch(guest -> guest.state().equals("running"));
    assertThat(guests).allSatisfy(guest -> assertThat(guest.hosts()).hasSize(1));
    return guests.stream().map(guest -> guest.hosts().getFirst()).toList();
  }

  private static int guestsOn(String host) throws InterruptedException {
    return deployed.gateway().hosts().stream()
        .filter(one -> one.host().equals(host))
        .mapToInt(one -> (int) one.guests().stream().filter(guest -> guest.running()).count())
        .sum();
  }

  private static Stream<String> hosts() {
    return IntStream.rangeClosed(1, 3).mapToObj(number -> "host" + number);
  }

  /** Whether the disk's image lies in the host's own pool, as seen from outside. */
  private static boolean hasDisk(String host) {
    try {
      var hosts = Path.of(deployed.lab().list().meterDirectory()).resolveSibling("hosts");
      return Files.exists(hosts.resolve(host).resolve("images").resolve(WITH_DISK + ".qcow2"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
