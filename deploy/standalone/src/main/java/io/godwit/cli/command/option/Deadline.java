package io.godwit.cli.command.option;

import io.godwit.cli.deployment.Invalid;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** By when something should be over, as people give it: a period from now, or a moment. */
public record Deadline(Instant at) {

  static Deadline parse(String text) {
    if (text.matches("[0-9]+[a-z]+")) {
      var period = Period.parse(text).length();
      if (period.isZero()) {
        throw new Invalid("'%s' is no time at all".formatted(text));
      }
      return new Deadline(Instant.now().plus(period));
    }
    try {
      return new Deadline(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw new Invalid(
          "'%s' is neither a period as 10m nor a moment as 2026-12-24T18:00Z".formatted(text));
    }
  }
}
