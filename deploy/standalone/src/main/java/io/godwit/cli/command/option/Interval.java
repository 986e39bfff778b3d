package io.godwit.cli.command.option;

import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.gateway.HostSettings.Window;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A time as people give it: FROM/UNTIL or FROM/DURATION, and /DURATION after which it recurs. */
public record Interval(Instant from, Instant until, @Nullable Duration every) {
  private static final String FORM =
      "FROM/UNTIL[/EVERY] in ISO 8601, as 2026-12-24T18:00Z/2026-12-26T06:00Z or"
          + " 2026-12-01T22:00+01:00/PT4H/P7D";

  static Interval parse(String text) {
    var parts = text.split("/", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new Invalid("'%s' is not %s".formatted(text, FORM));
    }
    try {
      var from = OffsetDateTime.parse(parts[0]).toInstant();
      var until =
          parts[1].startsWith("P")
              ? from.plus(Duration.parse(parts[1]))
              : OffsetDateTime.parse(parts[1]).toInstant();
      var every = parts.length == 3 ? Duration.parse(parts[2]) : null;
      return checked(new Interval(from, until, every), text);
    } catch (DateTimeException | ArithmeticException e) {
      throw new Invalid("'%s' is not %s: %s".formatted(text, FORM, e.getMessage()));
    }
  }

  private static Interval checked(Interval interval, String text) {
    if (!interval.from.isBefore(interval.until)) {
      throw new Invalid("'%s' ends before it begins".formatted(text));
    }
    var length = Duration.between(interval.from, interval.until);
    if (interval.every != null && interval.every.compareTo(length) < 0) {
      throw new Invalid("'%s' comes again before it has ended".formatted(text));
    }
    return interval;
  }

  Window window(String kind) {
    return new Window(kind, from, until, every == null ? null : every.toMillis());
  }
}
