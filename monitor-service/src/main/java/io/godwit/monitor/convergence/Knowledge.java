package io.godwit.monitor.convergence;

import io.godwit.monitor.convergence.Passes.PassEnd;
import io.godwit.monitor.dirtying.Evidence;
import io.godwit.monitor.dirtying.Evidence.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was observed of the guest's writing.
 *
 * @param measured before the start
 * @param seen in the migration, oldest first: its last passes or stretches
 * @param stretchMillis job time at which the last stretch ended
 */
record Knowledge(List<Evidence> measured, List<Evidence> seen, long stretchMillis) {
  static final Knowledge NONE = new Knowledge(List.of(), List.of(), 0);
  private static final int KEPT = 5;
  private static final int TELLS_ENOUGH = 3;
  private static final double SHORTEST_STRETCH = 0.9;
  private static final double SHORTEST_KEPT = 2;

  Knowledge {
    measured = List.copyOf(measured);
    seen = List.copyOf(seen);
  }

  static Knowledge of(List<Evidence> measured) {
    return new Knowledge(measured, List.of(), 0);
  }

  Knowledge withMeasured(List<Evidence> periods) {
    return new Knowledge(periods, seen, stretchMillis);
  }

  /**
   * @param freedom share of its CPU time that the guest had on average
   */
  Knowledge pass(PassEnd pass, double freedom) {
    return pass.single()
        ? kept(new Evidence(Kind.PASS, pass.seconds(), pass.rewritten(), 0, freedom), stretchMillis)
        : this;
  }

  /**
   * The first pass where remaining holds what was dirtied meanwhile: each page had on average half
   * of it to become dirty again.
   */
  Knowledge firstPassOfContinuous(PassEnd pass, double freedom, long nowMillis) {
    return new Knowledge(measured, seen, nowMillis)
        .kept(
            new Evidence(Kind.MEASURED, pass.seconds() / 2, pass.dirtied(), 0, freedom), nowMillis);
  }

  /** What was rewritten in the first pass so far, of the share of memory that it went through. */
  Knowledge firstPassUntil(double seconds, double share, double rewritten, double freedom) {
    return kept(new Evidence(Kind.FIRST_PASS, seconds, rewritten, share, freedom), stretchMillis);
  }

  boolean isEmpty() {
    return measured.isEmpty() && seen.isEmpty();
  }

  /** A later pass where remaining holds what was dirtied meanwhile. */
  Knowledge passOfContinuous(PassEnd pass, double freedom) {
    return kept(
        new Evidence(Kind.STRETCH, pass.seconds(), pass.counted(), pass.level(), freedom),
        stretchMillis);
  }

  /** All of it with the stretch that ends now, if it is long enough. */
  Knowledge stretch(Slope slope, double freedom, boolean lasting) {
    var since = slope.since(stretchMillis);
    double seconds = since.seconds();
    if (seconds < (lasting ? SHORTEST_KEPT : SHORTEST_STRETCH)) {
      return this;
    }
    var evidence =
        new Evidence(
            Kind.STRETCH, seconds, since.dirtyRate() * seconds, since.remaining(), freedom);
    return kept(evidence, since.readings().getLast().elapsedMillis());
  }

  /** What was measured before counts until the migration itself has told as much. */
  List<Evidence> all() {
    return seen.size() >= TELLS_ENOUGH
        ? seen
        : Stream.concat(measured.stream(), seen.stream()).toList();
  }

  private Knowledge kept(Evidence evidence, long stretchMillis) {
    var next = new ArrayList<>(seen);
    next.add(evidence);
    if (next.size() > KEPT) {
      next.removeFirst();
    }
    return new Knowledge(measured, next, stretchMillis);
  }
}
