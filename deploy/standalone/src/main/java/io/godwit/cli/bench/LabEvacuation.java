package io.godwit.cli.bench;

import io.godwit.cli.deployment.Fleets;
import io.godwit.cli.deployment.HostsChoice.LabHosts;
import io.godwit.cli.deployment.LinkRate;
import io.godwit.cli.deployment.Together;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.parts.Lab;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Real guests leave a real host; the lab's meter counts the bytes on the links from outside. */
final class LabEvacuation {
  private static final int HOSTS = 3;
  private static final String SOURCE = "host1";
  private static final LinkRate LINK = LinkRate.parse("500mbit");
  private static final List<String> SUITES = List.of("forky", "forky", "trixie");
  private static final long HOST_MEMORY_MIB = 4096;
  private static final long GUEST_MEMORY_MIB = 256;
  private static final Duration KNOWN_LIMIT = Duration.ofSeconds(60);
  private static final Duration PEAK_WINDOW = Duration.ofSeconds(2);
  private static final int AT_ONCE = 2;

  /** What a guest's kernel and program have written beside its working set, about. */
  private static final long SYSTEM_MIB = 64;

  /** A working set in MiB and the rate at which it is dirtied, in MiB/s. */
  private record Load(int workingSetMib, int dirtyRateMibps) {}

  private static final List<Load> LOADS =
      List.of(
          new Load(16, 1),
          new Load(64, 5),
          new Load(32, 2),
          new Load(96, 10),
          new Load(16, 1),
          new Load(48, 5),
          new Load(128, 2),
          new Load(64, 60));
  private final EvacuationRun run;
  private final Lab lab;

  /**
   * @param lab of its own, which ends with the measurement
   */
  LabEvacuation(EvacuationRun run, Lab lab) {
    this.run = run;
    this.lab = lab;
  }

  /** The result, and what the links carried from the request to the last completed migration. */
  record Measured(EvacuationResult result, List<LinkBytes> links) {}

  Measured measure() throws Exception {
    lab.down();
    try {
      var make = new Fleets.Make(LINK, SUITES, HOST_MEMORY_MIB);
      var fleet = Fleets.of(new LabHosts(HOSTS), make, lab);
      var scene = new LabScene();
      var ended = run.run(fleet, List.of(), SOURCE, HOSTS, scene);
      var result =
          EvacuationResult.of(
              "lab",
              Strategy.GODWIT,
              LOADS.size(),
              ended.evacuation().state(),
              bytesThatMustMove(),
              LINK.bytesPerSecond(),
              ended.course());
      return new Measured(result, scene.links);
    } finally {
      lab.down();
    }
  }

  private static long bytesThatMustMove() {
    return LOADS.stream().mapToLong(load -> load.workingSetMib() + SYSTEM_MIB).sum() << 20;
  }

  private final class LabScene implements EvacuationRun.Scene {
    private List<LinkBytes> links = List.of();

    @Override
    public void before(GatewayClient gateway) throws Exception {
      for (int i = 0; i < LOADS.size(); i += AT_ONCE) {
        start(IntStream.range(i, Math.min(i + AT_ONCE, LOADS.size())));
      }
      OwnDeployment.await(
          KNOWN_LIMIT,
          "the guests are not known",
          () ->
              gateway.hosts().stream()
                  .filter(host -> host.host().equals(SOURCE))
                  .anyMatch(host -> host.guests().size() == LOADS.size()));
    }

    private void start(IntStream numbers) throws Exception {
      try (var together = new Together()) {
        var starts = numbers.mapToObj(number -> together.run(() -> started(number))).toList();
        together.await();
        starts.forEach(CompletableFuture::join);
      }
    }

    private String started(int number) throws IOException, InterruptedException {
      var wanted = wanted(number);
      lab.guest(wanted);
      return wanted.name();
    }

    private Lab.Wanted wanted(int number) {
      var load = LOADS.get(number);
      return new Lab.Wanted(
          "guest-" + (number + 1),
          SOURCE,
          GUEST_MEMORY_MIB,
          load.workingSetMib(),
          load.dirtyRateMibps(),
          0);
    }

    @Override
    public void after(Course course) throws Exception {
      var meter = Path.of(lab.list().meterDirectory());
      var until = course.firstRequest().plus(course.makespan());
      links = LinkBytes.between(meter, course.firstRequest(), until, PEAK_WINDOW);
    }
  }
}
