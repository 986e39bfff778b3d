package io.godwit.policy.escalation;

import io.godwit.events.convergence.EscalationEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comes of an input.
 *
 * @param course what is known now; absent: nothing is to be kept
 * @param decision what is to be done; absent: nothing, wait
 * @param records what is only recorded: what came of earlier steps, and what a shadow would do
 */
public record Ruling(
    @Nullable Course course, @Nullable Decision decision, List<EscalationEvent> records) {
  public Ruling {
    records = List.copyOf(records);
  }

  static Ruling wait(@Nullable Course course) {
    return new Ruling(course, null, List.of());
  }

  /** With these before its own. */
  Ruling after(List<EscalationEvent> earlier) {
    var all = new ArrayList<>(earlier);
    all.addAll(records);
    return new Ruling(course, decision, all);
  }
}
