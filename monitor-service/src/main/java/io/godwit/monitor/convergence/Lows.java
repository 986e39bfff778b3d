package io.godwit.monitor.convergence;

import java.util.ArrayList;
import java.util.List;

/**
 * How low what remains came at the boundaries since the last step; where the signal is continuous,
 * at every look since the first boundary.
 *
 * @param least bytes; 0 while there was none
 * @param mark what it has to fall under by 4 % to gain anything
 * @param passesWithoutGain boundaries since it did
 * @param levels the last dozen, oldest first
 */
record Lows(long least, long mark, int passesWithoutGain, List<Long> levels) {
  static final Lows NONE = new Lows(0, 0, 0, List.of());
  private static final double GAIN = 0.96;
  private static final int KEPT = 12;
  private static final int ENOUGH = 3;
  private static final double AS_LOW = 1.02;
  private static final int STALLED = 2;
  private static final double LESS_LIKELY = 0.65;
  private static final int MOST_DOUBTED = 12;

  Lows {
    levels = List.copyOf(levels);
  }

  /**
   * @param boundary whether a pass ended with this
   */
  Lows with(long remaining, boolean boundary) {
    var kept = new ArrayList<>(levels);
    kept.add(remaining);
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
    if (least == 0) {
      return new Lows(remaining, remaining, 0, kept);
    }
    boolean gained = remaining < GAIN * mark;
    int without = gained ? 0 : passesWithoutGain + (boundary ? 1 : 0);
    return new Lows(Math.min(least, remaining), gained ? remaining : mark, without, kept);
  }

  boolean stalled() {
    return passesWithoutGain >= STALLED;
  }

  /** By how much less likely each pass without gain makes it that what remains still falls. */
  double doubt() {
    return stalled() ? Math.pow(LESS_LIKELY, Math.min(MOST_DOUBTED, passesWithoutGain - 1)) : 1;
  }

  /** Whether this is the least that such a course can be expected to come down to. */
  boolean isLow(long remaining) {
    long lowest = levels.stream().mapToLong(Long::longValue).min().orElse(0);
    return levels.size() >= ENOUGH && remaining <= AS_LOW * lowest;
  }
}
