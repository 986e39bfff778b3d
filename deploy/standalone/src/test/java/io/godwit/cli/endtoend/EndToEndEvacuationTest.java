package io.godwit.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.bench.Course;
import io.godwit.cli.bench.EventLog;
import io.godwit.cli.bench.LinkBytes;
import io.godwit.cli.gateway.Evacuation;
import io.godwit.cli.terminal.Json;
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
 * one guest has a disk on its host's own pool.
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
