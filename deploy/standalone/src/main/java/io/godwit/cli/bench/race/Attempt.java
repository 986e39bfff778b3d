package io.godwit.cli.bench.race;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A migration as the one who asked for it sees it.
 *
 * @param refusedOrFailed its words; null: it did neither
 * @param capped whether its time was up
 * @param byItself whether Godwit ended it
 * @param pausedAfter from when on a guest that stood still was paused; null: it was not
 */
record Attempt(
    Instant from,
    Instant to,
    @Nullable String refusedOrFailed,
    boolean capped,
    boolean byItself,
    @Nullable Instant pausedAfter,
    int throttlePercent,
    List<String> steps,
    @Nullable String policy) {
  Attempt {
    steps = List.copyOf(steps);
  }
}
