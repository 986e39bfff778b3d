package io.godwit.cli.bench.race;

import io.godwit.cli.bench.race.Way.Manual;
import io.godwit.parts.PartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A guest is moved by virsh, as an operator would. */
final class ManualRun {
  private static final Duration LOOKS = Duration.ofSeconds(1);
  private final RaceLink link;

  ManualRun(RaceLink link) {
    this.link = link;
  }

  Attempt run(Placed placed, Manual way) throws IOException, InterruptedException {
    var virsh = new Virsh(placed.source().uri());
    var said = Files.createTempFile("godwit-race", ".out");
    var from = Instant.now();
    var process = virsh.start(said, arguments(placed, way));
    try {
      var ended = process.onExit().thenApply(_ -> Instant.now());
      int throttle = watch(process, virsh, placed, way, from);
      boolean capped = process.isAlive();
      if (capped) {
        virsh.abort(placed.name());
      }
      if (!process.waitFor(Race.ABORT_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new PartFailed("virsh does not end: " + Files.readString(said).strip());
      }
      String words = process.exitValue() == 0 ? null : Files.readString(said).strip();
      return new Attempt(
          from,
          ended.join(),
          words,
          capped,
          false,
          way.pausedAfter(from),
          throttle,
          List.of(),
          null);
    } finally {
      process.destroy();
      Files.deleteIfExists(said);
    }
  }

  /** Until it ends or its time is up; the most by which the guest was slowed. */
  private static int watch(Process process, Virsh virsh, Placed placed, Manual way, Instant from)
      throws IOException, InterruptedException {
    int most = 0;
    var until = from.plus(Race.CAP);
    while (Instant.now().isBefore(until)) {
      var left = Duration.between(Instant.now(), until);
      var wait = way.throttles() && LOOKS.compareTo(left) < 0 ? LOOKS : left;
      if (process.waitFor(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS)) {
        return most;
      }
      if (way.throttles()) {
        most = Math.max(most, virsh.throttle(placed.name()));
      }
    }
    return most;
  }

  private List<String> arguments(Placed placed, Manual way) {
    var all =
        new ArrayList<>(List.of("migrate", "--live", "--p2p", "--persistent", "--undefinesource"));
    if (link.limitMebibytesPerSecond() != null) {
      all.addAll(List.of("--bandwidth", Integer.toString(link.limitMebibytesPerSecond())));
    }
    all.addAll(way.flags());
    if (placed.guest().kind() == RaceGuest.Kind.DISK) {
      all.addAll(List.of("--copy-storage-all", "--migrate-disks", "vda"));
    }
    all.addAll(List.of(placed.name(), placed.destination().peerUri()));
    return all;
  }

  /** Listens to what the source's libvirt tells of the guest, into a file. */
  static Process listen(Placed placed, Path into) throws IOException {
    return new Virsh(placed.source().uri())
        .start(into, List.of("event", "--domain", placed.name(), "--all", "--loop", "--timestamp"));
  }
}
