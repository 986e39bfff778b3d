package io.godwit.cli.bench.race;

import io.godwit.parts.Lab;
import io.godwit.parts.PartFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The one guest that is on the hosts. It moves to and fro; one that was slowed, paused or killed,
 * whose phase is over or whose disk was copied is made anew.
 */
final class Guests {
  private static final String FIRST_HOST = "host1";
  private static final Duration RATE_LIMIT = Duration.ofSeconds(60);
  private static final Duration RATE_WINDOW = Duration.ofSeconds(3);
  private static final Duration REPORTS_EVERY = Duration.ofMillis(100);
  private static final double LEAST_SHARE = 0.9;
  private static final long LOOKS_MILLIS = 200;
  private final Lab lab;
  private @Nullable RaceGuest current;

  Guests(Lab lab) {
    this.lab = lab;
  }

  /** They are gone with their hosts. */
  void forget() {
    current = null;
  }

  /** Has it run on one of the hosts, and nothing else on any. */
  Placed place(RaceGuest guest) throws IOException, InterruptedException {
    if (guest.equals(current)) {
      var placed = placed(guest);
      if (placed != null) {
        return placed;
      }
    }
    if (current != null) {
      lab.removeGuest(current.labName());
      current = null;
    }
    lab.guest(guest.wanted(FIRST_HOST));
    current = guest;
    var placed = placed(guest);
    if (placed == null) {
      throw new PartFailed(guest.labName() + " does not run on " + FIRST_HOST);
    }
    return placed;
  }

  private @Nullable Placed placed(RaceGuest guest) throws IOException, InterruptedException {
    var listing = lab.list();
    var found = listing.guest(guest.labName()).orElse(null);
    if (found == null || found.host() == null || !found.runsOnlyOn(found.host())) {
      return null;
    }
    boolean first = listing.hosts().getFirst().host().equals(found.host());
    var source = first ? listing.hosts().getFirst() : listing.hosts().getLast();
    var destination = first ? listing.hosts().getLast() : listing.hosts().getFirst();
    return new Placed(guest, found.uuid(), source, destination, Path.of(listing.meterDirectory()));
  }

  /** Waits until it has done its rate for a while, or is where its phase has to be. */
  void await(Placed placed) throws IOException, InterruptedException {
    if (placed.guest().kind() == RaceGuest.Kind.PHASED) {
      awaitPhase(placed);
    } else {
      awaitRate(placed);
    }
  }

  private static void awaitRate(Placed placed) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + RATE_LIMIT.toNanos();
    while (!doesItsRate(placed, Instant.now())) {
      if (System.nanoTime() > deadline) {
        throw new PartFailed(
            "%s does not do its %d MiB/s within %d s"
                .formatted(placed.name(), placed.guest().rateMibps(), RATE_LIMIT.toSeconds()));
      }
      Thread.sleep(LOOKS_MILLIS);
    }
  }

  private static void awaitPhase(Placed placed) throws IOException, InterruptedException {
    var began = placed.work().began(REPORTS_EVERY);
    if (began == null) {
      throw new PartFailed("nothing is known of " + placed.name());
    }
    var start = began.plus(RaceGuest.LEAD);
    if (Instant.now().isAfter(start)) {
      throw new PartFailed(placed.name() + " was hot too early: what came before took too long");
    }
    Thread.sleep(Duration.between(Instant.now(), start));
    if (!doesItsRate(placed, start)) {
      throw new PartFailed(
          "%s does not do its %d MiB/s".formatted(placed.name(), placed.guest().rateMibps()));
    }
  }

  private static boolean doesItsRate(Placed placed, Instant now) throws IOException {
    var rate = placed.work().rate(now.minus(RATE_WINDOW), now);
    return rate != null && rate >= LEAST_SHARE * placed.guest().rateMibps();
  }

  /** What this run made of it. */
  void after(Run run, Way way) throws IOException, InterruptedException {
    boolean slowed =
        run.throttlePercent() > 0 || (way instanceof Way.Manual manual && manual.throttles());
    boolean asBefore =
        run.completed()
            || run.outcome() == Run.Outcome.CAPPED
            || run.outcome() == Run.Outcome.REFUSED;
    if (current != null
        && (current.once() || slowed || !asBefore || Run.PAUSED.equals(run.switchMade()))) {
      lab.removeGuest(current.labName());
      current = null;
    }
  }
}
