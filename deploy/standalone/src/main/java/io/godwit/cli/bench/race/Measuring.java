package io.godwit.cli.bench.race;

import io.godwit.cli.bench.LinkBytes;
import io.godwit.cli.bench.race.Run.Outcome;
import io.godwit.cli.terminal.Amounts;
import io.godwit.parts.Lab;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Puts together what the asker, the meter and the source's libvirt know of one run. */
record Measuring(
    Cell cell, Placed placed, Attempt attempt, Lab.Suffering suffered, HostEvents events) {
  private static final Duration PEAK_WINDOW = Duration.ofSeconds(1);
  private static final Duration BASE = Duration.ofSeconds(3);

  /** As the lab's meter has it: what the guest pays after the end belongs to the price. */
  private static final Duration SETTLE = Duration.ofSeconds(2);

  /**
   * QEMU sends a limit's share of each tenth of a second at once, so that a second may hold eleven
   * of them and has to be allowed one more; three seconds tell 5 %.
   */
  private static final Duration SUSTAINED_WINDOW = Duration.ofSeconds(3);

  private static final double MOST_OVER_LIMIT = 1.05;
  private static final double MOST_OVER_LIMIT_IN_A_SECOND = 1.15;

  /** A migration that sent less did not begin. */
  private static final long NOTHING_BYTES = 4 << 20;

  Run run() throws IOException {
    Long peak = peak(PEAK_WINDOW);
    Long sustained = peak(SUSTAINED_WINDOW);
    var job = events.job();
    int throttle =
        Math.max(
            attempt.throttlePercent(), job.getOrDefault("auto_converge_throttle", 0L).intValue());
    return new Run(
        cell.round(),
        cell.link().word(),
        cell.guest().id(),
        cell.way().id(),
        attempt.from(),
        outcome(),
        attempt.refusedOrFailed(),
        voidWhy(cell.link(), peak, sustained),
        Duration.between(attempt.from(), attempt.to()).toMillis(),
        job.get("time_elapsed"),
        job.get("downtime"),
        suffered.longestGapMillis(),
        lost(),
        suffered.linkBytes(),
        peak,
        sustained,
        events.switchMade(attempt.pausedAfter()),
        throttle,
        attempt.steps(),
        attempt.policy());
  }

  private Outcome outcome() {
    if (attempt.capped()) {
      return Outcome.CAPPED;
    }
    if (attempt.refusedOrFailed() == null) {
      return Outcome.COMPLETED;
    }
    if (cell.way() instanceof Way.Intended) {
      return attempt.byItself() ? Outcome.GIVEN_UP : Outcome.REFUSED;
    }
    return suffered.linkBytes() < NOTHING_BYTES ? Outcome.REFUSED : Outcome.FAILED;
  }

  /**
   * Over any such time, that before the begin included; null: it is not known. A link's rate holds
   * all the time; a migration's own limit is lifted by QEMU in the stop phase and in post-copy, so
   * that only what came before is judged.
   */
  private @Nullable Long peak(Duration window) throws IOException {
    Instant until =
        cell.link().limitMebibytesPerSecond() == null
            ? attempt.to()
            : events.endOfPreCopy(attempt.to());
    return LinkBytes.between(placed.meter(), attempt.from().minus(window), until, window).stream()
        .filter(link -> link.host().equals(placed.source().host()))
        .map(LinkBytes::peakSent)
        .filter(peak -> peak > 0)
        .findFirst()
        .orElse(null);
  }

  /** Why a run of this peak does not count; null: it does. */
  static @Nullable String voidWhy(RaceLink link, @Nullable Long peak, @Nullable Long sustained) {
    long most = link.mostBytesPerSecond();
    if (sustained != null && sustained > most * MOST_OVER_LIMIT) {
      return "%s over three seconds, more than 5 %% above %s"
          .formatted(Amounts.rate(sustained), Amounts.rate(most));
    }
    return peak != null && peak > most * MOST_OVER_LIMIT_IN_A_SECOND
        ? "%s over a second, more than 15 %% above %s"
            .formatted(Amounts.rate(peak), Amounts.rate(most))
        : null;
  }

  private @Nullable Long lost() throws IOException {
    if (placed.guest().kind() != RaceGuest.Kind.PHASED) {
      return suffered.lostWorkMillis();
    }
    var work = placed.work();
    var hot = work.rate(attempt.from().minus(BASE), attempt.from());
    return hot == null ? null : work.lostMillis(attempt.from(), attempt.to().plus(SETTLE), hot);
  }
}
