package io.godwit.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Amounts in the units that people read. */
public final class Amounts {
  /** Stands for what does not apply or is not known. */
  public static final String NONE = "-";

  private static final double KIB = 1024;
  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final double TENTHS_BELOW = 10 * SECOND;

  private static final Duration A_DAY = Duration.ofHours(24);

  private Amounts() {}

  public static String bytes(@Nullable Long count) {
    if (count == null) {
      return NONE;
    }
    if (count < KIB * KIB) {
      return String.format(Locale.ROOT, "%.0f KiB", count / KIB);
    }
    double mib = count / (KIB * KIB);
    return mib < KIB
        ? String.format(Locale.ROOT, "%.0f MiB", mib)
        : String.format(Locale.ROOT, "%.1f GiB", mib / KIB);
  }

  public static String rate(@Nullable Long bytesPerSecond) {
    return bytesPerSecond == null
        ? NONE
        : String.format(Locale.ROOT, "%.1f MiB/s", bytesPerSecond / (KIB * KIB));
  }

  public static String millis(@Nullable Long millis) {
    if (millis == null) {
      return NONE;
    }
    if (millis < SECOND) {
      return millis + " ms";
    }
    if (millis < TENTHS_BELOW) {
      return String.format(Locale.ROOT, "%.1f s", millis / (double) SECOND);
    }
    if (millis < MINUTE) {
      return millis / SECOND + " s";
    }
    return millis < HOUR
        ? "%d min %02d s".formatted(millis / MINUTE, millis % MINUTE / SECOND)
        : "%d h %02d min".formatted(millis / HOUR, millis % HOUR / MINUTE);
  }

  /** A moment as people ask for it, as "in 42 s (18:05:30Z)"; the date is said when it is far. */
  public static String moment(@Nullable Instant at, Instant now) {
    if (at == null) {
      return NONE;
    }
    var until = Duration.between(now, at);
    String clock = at.truncatedTo(ChronoUnit.SECONDS).toString();
    String shown =
        until.abs().compareTo(A_DAY) < 0 ? clock.substring(clock.indexOf('T') + 1) : clock;
    return until.isNegative()
        ? "%s ago (%s)".formatted(millis(-until.toMillis()), shown)
        : "in %s (%s)".formatted(millis(until.toMillis()), shown);
  }
}
