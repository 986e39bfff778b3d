package io.godwit.scheduler.verdict;

import io.godwit.events.GuestClass;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The verdict over a destination's facts. */
public sealed interface FactVerdict {

  /**
   * The guest may go there.
   *
   * @param conceded facts that would have refused, had the destination not been forced
   */
  record Accepted(List<Fact> conceded) implements FactVerdict {
    public Accepted {
      conceded = List.copyOf(conceded);
    }
  }

  /** It may not, for these facts, in their order. */
  record Refused(List<Fact> facts) implements FactVerdict {
    public Refused {
      facts = List.copyOf(facts);
    }

    /** The facts in one line for people. */
    public String words() {
      return FactVerdict.words(facts);
    }
  }

  /**
   * Facts whose firm no means that the guest would be damaged or run twice; of one of several
   * things, like {@code disk-vda}, by its kind. No force goes against them.
   */
  Set<String> DAMAGING =
      Set.of(
          "other-host",
          "guest-not-here",
          "architecture",
          "machine-type",
          "cpu",
          "devices",
          "disk",
          "disk-cache",
          "exclusive-storage");

  /**
   * Compares each fact with the least answer that is accepted of it. A forced destination is
   * refused for a firm no to a damaging fact only.
   *
   * @param forced whether the caller wants the destination whatever its checks say
   */
  static FactVerdict of(
      List<Fact> facts, GuestClass guestClass, boolean forced, LeastAnswers least) {
    var below =
        facts.stream()
            .filter(fact -> fact.answer().compareTo(least.of(fact.name(), guestClass)) < 0)
            .toList();
    var refused = forced ? facts.stream().filter(FactVerdict::damages).toList() : below;
    return refused.isEmpty() ? new Accepted(below) : new Refused(refused);
  }

  private static boolean damages(Fact fact) {
    return fact.answer() == Answer.NO && DAMAGING.contains(LeastAnswers.kind(fact.name()));
  }

  /** The worst answer among the facts; of none: a firm yes. */
  static Answer worst(List<Fact> facts) {
    return facts.stream().map(Fact::answer).min(Comparator.naturalOrder()).orElse(Answer.YES);
  }

  /** Facts in one line for people. */
  static String words(List<Fact> facts) {
    return facts.stream()
        .map(fact -> fact.name() + ": " + fact.reason())
        .collect(Collectors.joining("; "));
  }
}
