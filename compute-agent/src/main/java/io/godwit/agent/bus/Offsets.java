package io.godwit.agent.bus;

import java.util.TreeMap;

/**
 * Which records of one partition are dealt with. They may be finished in any order; what may be
 * committed is the first that is not. Not thread-safe.
 */
public final class Offsets {
  private final TreeMap<Long, Boolean> done = new TreeMap<>();
  private long next;

  /**
   * @param next offset of the first record that will be received
   */
  public Offsets(long next) {
    this.next = next;
  }

  public void received(long offset) {
    done.put(offset, false);
    next = Math.max(next, offset + 1);
  }

  public void finished(long offset) {
    done.replace(offset, true);
    while (!done.isEmpty() && done.firstEntry().getValue()) {
      done.pollFirstEntry();
    }
  }

  /** All before this offset are dealt with. */
  public long committable() {
    return done.isEmpty() ? next : done.firstKey();
  }

  /** Received and not yet committable. */
  public int open() {
    return done.size();
  }
}
