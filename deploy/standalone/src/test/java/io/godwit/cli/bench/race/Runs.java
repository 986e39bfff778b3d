package io.godwit.cli.bench.race;

import io.godwit.cli.bench.race.Run.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs as tests need them: completed by pre-copy unless something else is said. */
record Runs(int round, String guest, String way) {
  static Runs of(String way) {
    return new Runs(1, "200@50", way);
  }

  Run completed(long totalMillis, long lostMillis) {
    return run(Outcome.COMPLETED, totalMillis, lostMillis, Run.PRE_COPY, 0, null);
  }

  Run postCopied(long totalMillis, long lostMillis) {
    return run(Outcome.COMPLETED, totalMillis, lostMillis, Run.POST_COPY, 0, null);
  }

  Run slowed(long totalMillis, long lostMillis, int percent) {
    return run(Outcome.COMPLETED, totalMillis, lostMillis, Run.PRE_COPY, percent, null);
  }

  /** Stood still for as long as it lost. */
  Run paused(long totalMillis, long lostMillis) {
    return run(Outcome.COMPLETED, totalMillis, lostMillis, Run.PAUSED, 0, null);
  }

  Run ended(Outcome outcome) {
    return run(outcome, 120_000, 0, null, 0, null);
  }

  Run withoutCount(String why) {
    return run(Outcome.COMPLETED, 1000, 0, Run.PRE_COPY, 0, why);
  }

  private Run run(
      Outcome outcome,
      long total,
      long lost,
      @Nullable String switchMade,
      int throttle,
      @Nullable String voidWhy) {
    return new Run(
        round,
        "slow",
        guest,
        way,
        Instant.EPOCH,
        outcome,
        outcome == Outcome.COMPLETED ? null : "in its own words",
        voidWhy,
        total,
        total,
        200L,
        lost,
        lost,
        1_000_000L,
        60_000_000L,
        59_000_000L,
        switchMade,
        throttle,
        List.of(),
        null);
  }

  /** A run of each manual way; those of a way that is given take the place of its own. */
  static List<Run> manual(Run... given) {
    var runs = new ArrayList<>(List.of(given));
    for (var way : Way.MANUAL) {
      if (runs.stream().noneMatch(run -> run.way().equals(way.id()))) {
        runs.add(of(way.id()).ended(Outcome.CAPPED));
      }
    }
    return runs;
  }
}
