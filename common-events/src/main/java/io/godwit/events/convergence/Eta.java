package io.godwit.events.convergence;

import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import java.time.Duration;

/** How long still, as an interval that holds the true end in about eight of ten statements. */
public record Eta(Duration low, Duration high) {
  public Eta {
    Require.notNegative(low, "lowMillis");
    Require.notNegative(high, "highMillis");
    if (low.compareTo(high) > 0) {
      throw new InvalidField("lowMillis", "must not exceed highMillis");
    }
  }
}
