package io.godwit.monitor.convergence;

import io.godwit.events.convergence.Phase;

/**
 * Progress in two phases, for people; neither ever falls.
 *
 * @param bulk share of the first pass that is done, 0 to 1
 * @param convergence share of the way from the first boundary's remaining to the threshold, then in
 *     post-copy to nothing, 0 to 1
 * @param postCopyFrom what remained when post-copy began; 0 before
 * @param convergenceBefore {@code convergence} when post-copy began
 */
record Advance(double bulk, double convergence, long postCopyFrom, double convergenceBefore) {
  static final Advance NONE = new Advance(0, 0, 0, 0);

  Advance inFirstPass(long memoryTotal, long remaining, long rewritten) {
    double done = 1 - (remaining - Math.min(remaining, rewritten)) / (double) memoryTotal;
    return new Advance(Math.max(bulk, clamp(done)), convergence, postCopyFrom, convergenceBefore);
  }

  /** {@code first} is 0 where the first boundary was not seen. */
  Advance converging(long first, double remaining, double threshold) {
    double from = first == 0 ? Double.POSITIVE_INFINITY : first - threshold;
    double done = from <= 0 ? 1 : Double.isInfinite(from) ? 0 : 1 - (remaining - threshold) / from;
    return new Advance(1, Math.max(convergence, clamp(done)), postCopyFrom, convergenceBefore);
  }

  Advance inPostCopy(long remaining) {
    long from = postCopyFrom == 0 ? Math.max(1, remaining) : postCopyFrom;
    double before = postCopyFrom == 0 ? convergence : convergenceBefore;
    double done = before + (1 - before) * clamp(1 - remaining / (double) from);
    return new Advance(1, Math.max(convergence, done), from, before);
  }

  Advance in(Phase phase, long remaining) {
    return switch (phase) {
      case SETUP, PRE_COPY, ENDED -> this;
      case SWITCH_OVER -> new Advance(1, convergence, postCopyFrom, convergenceBefore);
      case POST_COPY, POST_COPY_BROKEN -> inPostCopy(remaining);
    };
  }

  private static double clamp(double share) {
    return Math.min(1, Math.max(0, share));
  }
}
