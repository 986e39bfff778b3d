package io.godwit.events;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The checks that records of the contract make of their components. Each names the field. */
public final class Require {
  private Require() {}

  /** Refuses an absent value, which JSON can bring although the type says otherwise. */
  public static <T> T present(@Nullable T value, String field) {
    if (value == null) {
      throw new InvalidField(field, "is required");
    }
    return value;
  }

  /**
   * A text of one line: present, not blank, at most {@code most} characters, no control characters.
   */
  public static String text(@Nullable String value, String field, int most) {
    var text = present(value, field);
    if (text.isBlank()) {
      throw new InvalidField(field, "must not be blank");
    }
    if (text.length() > most) {
      throw new InvalidField(field, "is longer than " + most + " characters");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidField(field, "contains control characters");
    }
    return text;
  }

  public static long atLeast(long value, long least, String field) {
    if (value < least) {
      throw new InvalidField(field, "must be at least " + least + ", is " + value);
    }
    return value;
  }

  public static long atMost(long value, long most, String field) {
    if (value > most) {
      throw new InvalidField(field, "must be at most " + most + ", is " + value);
    }
    return value;
  }

  public static Duration notNegative(@Nullable Duration value, String field) {
    var duration = present(value, field);
    if (duration.isNegative()) {
      throw new InvalidField(field, "must not be negative, is " + duration.toMillis());
    }
    return duration;
  }

  /** A copy of the list; an absent list counts as empty. */
  public static <T> List<T> list(@Nullable List<T> values) {
    return values == null ? List.of() : List.copyOf(values);
  }
}
