package io.godwit.gateway.request;

import io.godwit.events.InvalidField;

/** Under which a client asks, so that asking again is not asking twice: 1 to 200 visible ASCII. */
public record IdempotencyKey(String value) {
  public static final String HEADER = "Idempotency-Key";
  private static final int LONGEST = 200;

  /** The id of an event that asks for something else than a migration under this key. */
  public String of(String kind) {
    return kind + "/" + value;
  }

  public IdempotencyKey {
    if (value.isEmpty() || value.length() > LONGEST) {
      throw new InvalidField(
          HEADER, "must have 1 to %d characters, has %d".formatted(LONGEST, value.length()));
    }
    if (value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new InvalidField(HEADER, "must be visible ASCII characters without spaces");
    }
  }
}
