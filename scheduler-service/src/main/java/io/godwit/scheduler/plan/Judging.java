package io.godwit.scheduler.plan;

import io.godwit.events.EffectivePolicy;
import io.godwit.events.HostId;
import io.godwit.events.agent.Fact;
import io.godwit.events.plan.PlanMade.Candidate;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.forecast.Forecast;
import io.godwit.scheduler.forecast.Load;
import io.godwit.scheduler.forecast.Planned;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.placement.Ranked;
import io.godwit.scheduler.plan.Plan.Asked;
import io.godwit.scheduler.policy.Retuning;
import io.godwit.scheduler.verdict.FactVerdict;
import io.godwit.scheduler.verdict.SchedulerFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on each host, in the words with which a migration there would be rejected, and the
 * order in which they would be chosen: where one of the shortlist answers better by its worst grade
 * than the first, it goes first.
 */
final class Judging {
  private final Plan plan;
  private final PlanRules rules;
  private final Limits limits;
  private final Instant now;

  Judging(Plan plan, PlanRules rules, Limits limits, Instant now) {
    this.plan = plan;
    this.rules = rules;
    this.limits = limits;
    this.now = now;
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
      return Candidate.refused(
          ranked.host(), ranked.reason(), asked.map(this::factsAlone).orElse(List.of()));
    }
    return asked
        .map(one -> judged(ranked, one))
        .orElseGet(() ->
            Candidate.refused(
                ranked.host(),
                "it was not asked: the %d before it were".formatted(rules.hosts()),
                List.of()));
  }

  private Candidate judged(Ranked ranked, Asked asked) {
    if (asked.facts() == null) {
      return Candidate.refused(ranked.host(), silence(asked), factsAlone(asked));
    }
    var planned = planned(ranked);
    var facts = facts(asked, planned == null ? null : planned.forecast());
    var forced = plan.request().forcedOrDefault();
    var weight = limits.placing().weights().answers();
    return switch (FactVerdict.of(facts, plan.guestClass(), forced, limits.least())) {
      case FactVerdict.Refused no -> Candidate.refused(ranked.host(), no.words(), facts);
      case FactVerdict.Accepted(var conceded) ->
          accepted(
              ranked.answered(FactVerdict.worst(asked.facts()), weight), facts, conceded, planned);
    };
  }

  private String silence(Asked asked) {
    var problem = asked.problem();
    return problem == null
        ? "%s did not answer within %d s".formatted(asked.host(), rules.patience().toSeconds())
        : problem;
  }

  /** As it would be at the start, by what was measured meanwhile. */
  private @Nullable Planned planned(Ranked ranked) {
    var settings = ranked.settings();
    var claims = ranked.claims();
    if (settings == null || claims == null || plan.guest() == null) {
      return null;
    }
    var load = Load.of(plan.guest(), claims).dirtying(plan.dirtied());
    var go = new Input.Go(settings, ranked.rate(), postCopyForbidden(ranked.host()), List.of(), "");
    return Planned.of(policy(ranked.host()), go, load, now);
  }

  private EffectivePolicy policy(HostId destination) {
    return postCopyForbidden(destination).isEmpty()
        ? plan.policy()
        : Retuning.withoutPostCopy(plan.policy());
  }

  /** Of source and destination, those that want no post-copy. */
  private List<HostId> postCopyForbidden(HostId destination) {
    return Stream.of(plan.source(), destination)
        .filter(plan.postCopyForbidden()::contains)
        .toList();
  }

  /** All that is known of one that nothing would be told: as if it had the way for itself. */
  private List<Fact> factsAlone(Asked asked) {
    var alone = asked.alone();
    return alone == null
        ? asked.all()
        : facts(asked, alone.dirtying(plan.dirtied()).forecast(policy(asked.host()), now));
  }

  /** What was predicted before it was measured is predicted anew. */
  private List<Fact> facts(Asked asked, @Nullable Forecast forecast) {
    var anew = new SchedulerFacts(now).convergence(forecast);
    return asked.all().stream().map(fact -> fact.name().equals(anew.name()) ? anew : fact).toList();
  }

  private static Candidate accepted(
      Ranked ranked, List<Fact> facts, List<Fact> conceded, @Nullable Planned planned) {
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
        planned == null ? ranked.settings() : planned.settings(),
        planned == null || planned.forecast() == null
            ? ranked.course()
            : planned.forecast().course(),
        planned == null ? List.of() : planned.outset().planned());
  }
}
