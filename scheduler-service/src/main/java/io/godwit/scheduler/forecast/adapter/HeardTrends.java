package io.godwit.scheduler.forecast.adapter;

import io.godwit.events.MigrationId;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Phase;
import io.godwit.scheduler.forecast.PredictedEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The last trend of each migration, and what is predicted by it. Safe for threads. */
final class HeardTrends {
  /** A migration that nobody has spoken of for so long is not predicted any more. */
  static final Duration STALE = Duration.ofSeconds(5);

  private final Map<MigrationId, Heard> last = new ConcurrentHashMap<>();
  private volatile Instant nextSweep = Instant.EPOCH;

  /**
   * @param end when it is predicted to end; absent: nobody can say
   */
  record Heard(int attempt, long sequence, Instant at, @Nullable Instant end) {
    boolean isBefore(ConvergenceTrend trend) {
      var about = trend.about();
      return attempt < about.attempt()
          || (attempt == about.attempt() && sequence < about.sequence());
    }
  }

  /** Takes in a trend, unless a later one was heard before; returns when it is predicted to end. */
  @Nullable Instant hear(ConvergenceTrend trend, Instant now) {
    var about = trend.about();
    var heard = new Heard(about.attempt(), about.sequence(), now, PredictedEnd.of(trend, now));
    var kept =
        last.merge(
            about.migration(), heard, (known, fresh) -> known.isBefore(trend) ? fresh : known);
    if (trend.phase() == Phase.ENDED || !now.isBefore(nextSweep)) {
      nextSweep = now.plus(STALE);
      last.values().removeIf(known -> isStale(known, now));
    }
    return heard.equals(kept) ? heard.end() : null;
  }

  private static boolean isStale(Heard heard, Instant now) {
    return heard.at().plus(STALE).isBefore(now);
  }

  Map<MigrationId, Instant> at(Instant now) {
    var ends = new HashMap<MigrationId, Instant>();
    last.forEach((migration, heard) -> {
      var end = heard.end();
      if (end != null && !isStale(heard, now)) {
        ends.put(migration, end);
      }
    });
    return ends;
  }
}
