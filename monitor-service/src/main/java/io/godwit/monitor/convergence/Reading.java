package io.godwit.monitor.convergence;

import io.godwit.events.convergence.ProgressSample;

/**
 * What the model needs of one sample.
 *
 * @param elapsedMillis the hypervisor's job clock
 * @param processed bytes of memory dealt with so far, zero pages included
 * @param transferred bytes on the wire so far
 * @param remaining bytes of memory still to be sent
 */
record Reading(long elapsedMillis, long processed, long transferred, long remaining) {
  static Reading of(ProgressSample sample) {
    return new Reading(
        sample.elapsed().toMillis(),
        sample.memoryProcessed().count(),
        sample.transferred().count(),
        sample.memoryRemaining().count());
  }

  double secondsSince(Reading earlier) {
    return (elapsedMillis - earlier.elapsedMillis) / 1000.0;
  }

  /**
   * Bytes of memory that took their time on the wire since then. Zero pages, which the first pass
   * is full of, count as processed but take none; later, more may be processed than is sent only
   * because it is compressed.
   */
  long sentSince(Reading earlier, boolean firstPass) {
    long dealtWith = processed - earlier.processed;
    long sent = firstPass ? Math.min(dealtWith, transferred - earlier.transferred) : dealtWith;
    return Math.max(0, sent);
  }

  /**
   * Bytes that became dirty since then, where remaining says so at once: what was dealt with and
   * yet still remains.
   */
  long dirtiedSince(Reading earlier) {
    return Math.max(0, processed - earlier.processed + remaining - earlier.remaining);
  }
}
