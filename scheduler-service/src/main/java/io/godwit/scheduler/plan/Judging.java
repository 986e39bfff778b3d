package io.godwit.scheduler.plan;

import io.godwit.events.HostId;
import io.godwit.events.agent.Fact;
import io.godwit.events.plan.PlanMade.Candidate;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.placement.Ranked;
import io.godwit.scheduler.plan.Plan.Asked;
import io.godwit.scheduler.verdict.FactVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The verdict on each host, in the words with which a migration there would be rejected, and the
 * order in which they would be chosen: where one of the shortlist answers better by its worst grade
 * than the first, it goes first.
 */
final class Judging {
  private final Plan plan;
  private final PlanRules rules;
  private final Limits limits;

  Judging(Plan plan, PlanRules rules, Limits limits) {
    this.plan = plan;
    this.rules = rules;
    this.limits = limits;
  }

  List<Candidate> candidates() {
    var all = plan.ranked().stream().map(this::candidate).toList();
    var suitable = new ArrayList<>(all.stream().filter(Candidate::suitable).toList());
    var shortlist = suitable.subList(0, Math.min(limits.placing().shortlist(), suitable.size()));
    best(shortlist)
        .ifPresent(better -> {
          suitable.remove(better);
          suitable.addFirst(better);
        });
    return Stream.concat(suitable.stream(), all.stream().filter(candidate -> !candidate.suitable()))
        .toList();
  }

  private Optional<Candidate> best(List<Candidate> shortlist) {
    return shortlist.stream()
        .filter(one -> worst(one).compareTo(worst(shortlist.getFirst())) > 0)
        .max(Comparator.comparing(this::worst));
  }

  /** Of what the host itself says: what the scheduler adds does not tell one from another. */
  private Fact.Answer worst(Candidate candidate) {
    var facts = plan.asked(candidate.host()).map(Asked::facts).orElse(null);
    return FactVerdict.worst(facts == null ? List.of() : facts);
  }

  private Candidate candidate(Ranked ranked) {
    var asked = plan.asked(ranked.host());
    if (!ranked.suitable()) {
      return refused(ranked.host(), ranked.reason(), asked.map(Asked::all).orElse(List.of()));
    }
    return asked
        .map(one -> judged(ranked, one))
        .orElseGet(() ->
            refused(
                ranked.host(),
                "it was not asked: the %d before it were".formatted(rules.hosts()),
                List.of()));
  }

  private Candidate judged(Ranked ranked, Asked asked) {
    if (asked.facts() == null) {
      return refused(ranked.host(), silence(asked), asked.all());
    }
    var facts = asked.all();
    var forced = plan.request().forcedOrDefault();
    var weight = limits.placing().weights().answers();
    return switch (FactVerdict.of(facts, plan.guestClass(), forced, limits.least())) {
      case FactVerdict.Refused no -> refused(ranked.host(), no.words(), facts);
      case FactVerdict.Accepted(var conceded) ->
          accepted(ranked.answered(FactVerdict.worst(asked.facts()), weight), facts, conceded);
    };
  }

  private String silence(Asked asked) {
    var problem = asked.problem();
    return problem == null
        ? "%s did not answer within %d s".formatted(asked.host(), rules.patience().toSeconds())
        : problem;
  }

  private static Candidate accepted(Ranked ranked, List<Fact> facts, List<Fact> conceded) {
    var words =
        conceded.isEmpty()
            ? ranked.reason()
            : "%s; forced, although %s".formatted(ranked.reason(), FactVerdict.words(conceded));
    return new Candidate(
        ranked.host(),
        true,
        words,
        ranked.score(),
        ranked.weights(),
        facts,
        ranked.claims(),
        ranked.settings(),
        ranked.course());
  }

  private static Candidate refused(HostId host, String verdict, List<Fact> facts) {
    return new Candidate(host, false, verdict, null, List.of(), facts, null, null, null);
  }
}
