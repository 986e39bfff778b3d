package io.godwit.monitor.dirtying;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The belief that was formed last, for as long as nothing new is observed: most samples bring
 * nothing that changes it. It is never more than what {@link Belief#of} says, so all of them are
 * equal. For one thread at a time.
 */
public final class LastBelief {
  private @Nullable Formed last;

  private record Formed(List<Evidence> seen, double memory, double freedom, Belief belief) {
    boolean isOf(List<Evidence> seen, double memory, double freedom) {
      return this.memory == memory && this.freedom == freedom && this.seen.equals(seen);
    }
  }

  /** See {@link Belief#of}. */
  public Belief of(List<Evidence> seen, double memory, double freedom) {
    var known = last;
    if (known == null || !known.isOf(seen, memory, freedom)) {
      known = new Formed(seen, memory, freedom, Belief.of(seen, memory, freedom));
      last = known;
    }
    return known.belief();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LastBelief;
  }

  @Override
  public int hashCode() {
    return 1;
  }

  @Override
  public String toString() {
    return "LastBelief";
  }
}
