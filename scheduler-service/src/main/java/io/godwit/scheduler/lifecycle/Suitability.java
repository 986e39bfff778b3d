package io.godwit.scheduler.lifecycle;

import io.godwit.events.HostId;
import io.godwit.events.agent.Fact;
import io.godwit.scheduler.migration.Attempt;
import io.godwit.scheduler.verdict.FactVerdict;
import io.godwit.scheduler.verdict.SchedulerFacts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The verdict on one host of the shortlist.
 *
 * @param host which one
 * @param facts by which it was judged
 * @param verdict over them
 */
record Suitability(HostId host, List<Fact> facts, FactVerdict verdict) {

  /** Another host that answered better. */
  record Better(HostId host, String why) {}

  static Suitability of(Course course, HostId host, List<Fact> facts) {
    var state = course.state();
    var forced = state.origin().request().forcedOrDefault();
    return new Suitability(
        host, facts, FactVerdict.of(facts, state.guestClass(), forced, course.rules.least()));
  }

  boolean accepted() {
    return verdict instanceof FactVerdict.Accepted;
  }

  /** The refusing facts in one line for people. */
  String words() {
    return verdict instanceof FactVerdict.Refused refused ? refused.words() : "";
  }

  /**
   * Of those that answered with a better worst grade the best, in the order of the shortlist; none
   * where the caller named the host, or where another was preferred before.
   */
  static Optional<Better> better(Course course, Suitability chosen) {
    var state = course.state();
    if (state.named() || state.preferred() != null) {
      return Optional.empty();
    }
    var worst = worst(chosen.facts());
    return state.attemptOrThrow().placement().shortlist().stream()
        .flatMap(candidate -> state.attemptOrThrow().answerOf(candidate.host()).stream())
        .filter(answer -> worst(answer.facts()).compareTo(worst) > 0)
        .filter(answer -> of(course, answer.host(), answer.facts()).accepted())
        .max(Comparator.comparing((Attempt.Answer answer) -> worst(answer.facts())))
        .map(answer -> new Better(answer.host(), why(chosen, answer)));
  }

  /** Of what the host itself says: what the scheduler adds does not tell one from another. */
  private static Fact.Answer worst(List<Fact> facts) {
    return FactVerdict.worst(
        facts.stream().filter(fact -> !SchedulerFacts.SAID_BY.equals(fact.saidBy())).toList());
  }

  private static String why(Suitability chosen, Attempt.Answer better) {
    var worst = worst(chosen.facts());
    var doubts = chosen.facts().stream().filter(fact -> fact.answer() == worst).toList();
    return "%s answered better than %s (%s)"
        .formatted(better.host(), chosen.host(), FactVerdict.words(doubts));
  }
}
