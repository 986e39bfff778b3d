package io.godwit.monitor.dirtying;

/**
 * One observation of a guest's writing.
 *
 * @param kind what was seen
 * @param seconds for how long
 * @param dirtied bytes that became dirty meanwhile, each page once
 * @param level bytes that were dirty meanwhile, on average; 0 where that plays no part, and of a
 *     first pass the share of memory that it has gone through
 * @param freedom share of its CPU time that the guest had, 1 without a throttle
 */
public record Evidence(Kind kind, double seconds, double dirtied, double level, double freedom) {
  /** What was seen. */
  public enum Kind {
    /** Before the start, over a period of its own: guests often write more once they migrate. */
    MEASURED,
    /** All that a pass left to the next. */
    PASS,
    /** Some seconds of a signal in which dirtied pages are counted at once. */
    STRETCH,
    /**
     * What of the share of memory that a first pass has gone through so far, its {@code level} from
     * 0 to 1, became dirty again: the working set may lie in it or still ahead.
     */
    FIRST_PASS
  }
}
