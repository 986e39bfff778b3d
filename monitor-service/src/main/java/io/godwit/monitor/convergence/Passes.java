package io.godwit.monitor.convergence;

import io.godwit.events.convergence.ProgressSample;
import org.jspecify.annotations.Nullable;

/**
 * The true passes of a migration, as its agent derives them from bytes. Only a sample that is
 * marked as the first of its pass says what was dirtied in the one before; where that sample was
 * lost, the next two boundaries are needed again.
 *
 * @param pass the present pass, from 1
 * @param start the first reading of it
 * @param previous the pass before the latest
 * @param latest the pass that ended last
 * @param firstRemaining what remained at the first boundary; 0 before it
 * @param firstMillis job time of the first boundary; 0 before it
 * @param mostRemaining the most that remained at any boundary: a lower bound of the working set
 */
record Passes(
    int pass,
    @Nullable Reading start,
    @Nullable PassEnd previous,
    @Nullable PassEnd latest,
    long firstRemaining,
    long firstMillis,
    long mostRemaining) {
  static final Passes NONE = new Passes(1, null, null, null, 0, 0, 0);

  /**
   * One pass that is over.
   *
   * @param dirtied bytes that it left to the next: rewritten while it lasted
   * @param sent bytes that it sent, zero pages apart
   * @param seconds how long it took
   */
  record PassEnd(double dirtied, double sent, double seconds) {}

  Passes with(ProgressSample sample, Reading now) {
    if (start == null) {
      return new Passes(sample.pass(), now, null, null, 0, 0, 0);
    }
    if (sample.pass() <= pass) {
      return this;
    }
    var ended = sample.passBoundary() ? ended(sample, start, now) : null;
    boolean first = firstMillis == 0;
    return new Passes(
        sample.pass(),
        now,
        ended == null ? null : latest,
        ended,
        first ? now.remaining() : firstRemaining,
        first ? now.elapsedMillis() : firstMillis,
        Math.max(mostRemaining, now.remaining()));
  }

  private @Nullable PassEnd ended(ProgressSample sample, Reading start, Reading now) {
    int passes = sample.pass() - pass;
    double seconds = now.secondsSince(start) / passes;
    double sent = (double) now.sentSince(start, pass == 1) / passes;
    return seconds > 0 ? new PassEnd(now.remaining(), sent, seconds) : null;
  }
}
