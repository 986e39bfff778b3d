package io.godwit.scheduler.verdict;

import io.godwit.events.agent.Fact;
import java.util.List;
import java.util.stream.Collectors;

/** The verdict over a destination's facts: which of them the policy does not accept. */
public final class FactCheck {
  private FactCheck() {}

  /** The facts whose answer is below {@code least}, in their order; empty means yes. */
  public static List<Fact> refused(List<Fact> facts, Fact.Answer least) {
    return facts.stream().filter(fact -> fact.answer().compareTo(least) < 0).toList();
  }

  /** The refused facts in one line for people. */
  public static String words(List<Fact> refused) {
    return refused.stream()
        .map(fact -> fact.name() + ": " + fact.reason())
        .collect(Collectors.joining("; "));
  }
}
