package io.godwit.monitor.convergence;

import org.jspecify.annotations.Nullable;

/**
 * What goes over the wire for what is dealt with: in the first pass the zero pages make it less,
 * after it compression does.
 *
 * @param from since when the compression is measured: after the first pass; absent before
 * @param usedShare of the first pass so far that was no zero pages
 * @param compression bytes of memory that one byte on the wire carries
 */
record Wire(@Nullable Reading from, double usedShare, double compression) {
  private static final double LIKELY_USED = 0.7;
  static final Wire NONE = new Wire(null, LIKELY_USED, 1);
  private static final long ENOUGH = 8_000_000;
  private static final double WEIGHT_OF_GUESS = 0.05;
  private static final double MOST = 100;

  Wire inFirstPass(Reading now, long memoryTotal) {
    double guess = WEIGHT_OF_GUESS * memoryTotal;
    double sent = Math.min(now.processed(), now.transferred());
    double share = (sent + LIKELY_USED * guess) / (now.processed() + guess);
    return new Wire(null, Math.clamp(share, 0, 1), compression);
  }

  Wire later(Reading now) {
    if (from == null) {
      return new Wire(now, usedShare, compression);
    }
    long wire = now.transferred() - from.transferred();
    double ratio = (now.processed() - from.processed()) / (double) Math.max(1, wire);
    return wire < ENOUGH ? this : new Wire(from, usedShare, Math.clamp(ratio, 1, MOST));
  }
}
