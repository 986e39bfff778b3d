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
   * @param rewritten {@code dirtied} without what it had not sent yet when the hypervisor looked
   * @param counted bytes that became dirty meanwhile, where remaining says so at once
   * @param level what remained, on average of its ends
   * @param single whether the boundaries at both its ends were seen
   */
  record PassEnd(
      double dirtied,
      double sent,
      double seconds,
      double rewritten,
      double counted,
      double level,
      boolean single) {}

  Passes with(ProgressSample sample, Reading now, double threshold) {
    if (start == null) {
      return new Passes(sample.pass(), now, null, null, 0, 0, 0);
    }
    if (sample.pass() <= pass) {
      return this;
    }
    var ended = sample.passBoundary() ? ended(sample, start, now, threshold) : null;
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

  double secondsInto(Reading now) {
    return start == null ? 0 : now.secondsSince(start);
  }

  /** Bytes sent in this pass and dirty again, where the hypervisor counts them at once. */
  double rewritten(Reading now) {
    return start == null ? 0 : Math.max(0, now.remaining() - unscanned(start, now));
  }

  /** The share of memory that the first pass has gone through, 0 to 1. */
  double scanned(Reading now) {
    if (start == null || start.remaining() <= 0) {
      return 0;
    }
    return Math.clamp(1 - unscanned(start, now) / start.remaining(), 0, 1);
  }

  private static double unscanned(Reading start, Reading now) {
    return Math.max(0, start.remaining() + (double) start.processed() - now.processed());
  }

  /** Bytes that are still to be sent of the present pass, or of all where that is known. */
  double rest(Track track, Reading now) {
    if (pass > 1) {
      return now.remaining();
    }
    double used = track.wire().usedShare();
    if (start != null && track.continuous()) {
      return used * unscanned(start, now);
    }
    return used * now.remaining();
  }

  private @Nullable PassEnd ended(
      ProgressSample sample, Reading start, Reading now, double threshold) {
    int passes = sample.pass() - pass;
    double seconds = now.secondsSince(start) / passes;
    double sent = (double) now.sentSince(start, pass == 1) / passes;
    double unsent = start.remaining() - (double) (now.processed() - start.processed());
    double remaining = (double) now.remaining();
    double rewritten = remaining - Math.clamp(unsent, 0, Math.min(threshold, remaining));
    return seconds > 0
        ? new PassEnd(
            now.remaining(),
            sent,
            seconds,
            rewritten,
            now.dirtiedSince(start),
            (start.remaining() + now.remaining()) / 2.0,
            passes == 1)
        : null;
  }
}
