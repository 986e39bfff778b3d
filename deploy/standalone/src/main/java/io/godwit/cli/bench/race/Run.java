package io.godwit.cli.bench.race;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One migration and what it cost; what is null is not known, or there was none.
 *
 * @param words what the hypervisor or Godwit said of its end
 * @param voidWhy why it does not count
 * @param totalMillis of virsh's call, or from Godwit's request to the end as its client sees it
 * @param jobMillis the hypervisor's own figure
 * @param downtimeMillis the hypervisor's
 * @param longestGapMillis in the guest's output, measured from outside
 * @param lostWorkMillis of its normal rate, measured from outside
 * @param linkBytes that all hosts sent
 * @param peakBytesPerSecond the most in any second of what is judged
 * @param sustainedBytesPerSecond the same in any three seconds
 * @param switchMade pre-copy, post-copy or paused
 * @param throttlePercent the most that was seen
 * @param steps that Godwit took
 * @param policy that applied
 */
record Run(
    int round,
    String link,
    String guest,
    String way,
    Instant at,
    Outcome outcome,
    @Nullable String words,
    @Nullable String voidWhy,
    @Nullable Long totalMillis,
    @Nullable Long jobMillis,
    @Nullable Long downtimeMillis,
    @Nullable Long longestGapMillis,
    @Nullable Long lostWorkMillis,
    @Nullable Long linkBytes,
    @Nullable Long peakBytesPerSecond,
    @Nullable Long sustainedBytesPerSecond,
    @Nullable String switchMade,
    int throttlePercent,
    List<String> steps,
    @Nullable String policy) {
  static final String PRE_COPY = "pre-copy";
  static final String POST_COPY = "post-copy";
  static final String PAUSED = "paused";

  /** How it ended. */
  enum Outcome {
    COMPLETED,
    /** Not within the time that each has. */
    CAPPED,
    /** Before anything was sent. */
    REFUSED,
    /** By Godwit itself. */
    GIVEN_UP,
    FAILED,
    /** The lab or the run broke: says nothing of the way. */
    BROKEN
  }

  Run {
    steps = steps == null ? List.of() : List.copyOf(steps);
  }

  /** A run of which nothing is known but why. */
  static Run broken(Cell cell, Instant at, String why) {
    return new Run(
        cell.round(),
        cell.link().word(),
        cell.guest().id(),
        cell.way().id(),
        at,
        Outcome.BROKEN,
        why,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        0,
        List.of(),
        null);
  }

  /** Whether it says something of its way. */
  boolean counts() {
    return voidWhy == null && outcome != Outcome.BROKEN;
  }

  boolean completed() {
    return outcome == Outcome.COMPLETED;
  }
}
