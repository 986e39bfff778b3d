package io.godwit.scheduler.plan;

import io.godwit.events.Bytes;
import io.godwit.events.GuestLabels;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentCommand.CheckFacts;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.Order;
import io.godwit.events.plan.PlanMade;
import io.godwit.events.plan.PlanMade.Refusal;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Waiting;
import io.godwit.scheduler.dispatch.Windows;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.placement.OwnFacts;
import io.godwit.scheduler.placement.Placements;
import io.godwit.scheduler.placement.Ranked;
import io.godwit.scheduler.plan.Plan.Asked;
import io.godwit.scheduler.policy.Policies;
import io.godwit.scheduler.policy.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Makes a plan: the very placement and verdict of a migration, with nothing taken, nothing prepared
 * and nothing changed. Every host that is alive is asked for its facts, up to a limit, those that
 * the inventories leave over first; of these, who has not answered in time is told as silent. Pure:
 * the time is an argument.
 */
public final class Planning {
  private final PlanRules rules;
  private final Limits limits;
  private final Policies policies;

  public Planning(PlanRules rules, Limits limits, Policies policies) {
    this.rules = rules;
    this.limits = limits;
    this.policies = policies;
  }

  /** A plan that was asked for and of which nothing is known yet. */
  public Plan requested(MigrationId id, RequestMigration request, String traceparent, Instant now) {
    var guestClass = request.guestClassOrDefault();
    return new Plan(
        id,
        request,
        now,
        traceparent,
        null,
        null,
        policies.of(Subject.of(request, GuestLabels.NONE, Bytes.ZERO, now)),
        guestClass,
        List.of(),
        List.of(),
        now);
  }

  /**
   * Asks the hosts, once it is known where the guest is.
   *
   * @param fleet as a dispatch would see it
   * @param admission as a migration would be answered that asked for the same
   */
  public PlanDecision begin(Plan plan, Fleet fleet, Input.Admission admission, Instant now) {
    return switch (admission) {
      case Input.Refused(_, var field, var detail) -> refused(plan, field, detail, now);
      case Input.NotYet(var detail) ->
          isOver(plan, now)
              ? refused(plan, "guest", detail, now)
              : PlanDecision.waits(plan.checkedAgain(now.plus(rules.look())));
      case Input.Admitted admitted -> ask(plan, fleet, admitted, now);
    };
  }

  private PlanDecision refused(Plan plan, String field, String detail, Instant now) {
    var made =
        new PlanMade(
            plan.id(), now, null, null, plan.policy(), new Refusal(field, detail), List.of());
    return new PlanDecision(plan.checkedAgain(null), List.of(), made);
  }

  private PlanDecision ask(Plan plan, Fleet fleet, Input.Admitted admitted, Instant now) {
    var known = found(plan, admitted, now);
    var waiting = waiting(known, admitted, now);
    var ranked = Placements.rank(fleet, waiting, now, limits);
    boolean silent = ranked.stream().noneMatch(one -> isAlive(fleet, one.host(), now));
    if (silent && !ranked.isEmpty() && !isOver(plan, now)) {
      // Right after a start nobody has been heard yet.
      return PlanDecision.waits(plan.checkedAgain(now.plus(rules.look())));
    }
    var asked = asked(ranked, fleet, waiting, now);
    var timely = timely(ranked, fleet, waiting, admitted.source(), now);
    var until = plan.requestedAt().plus(rules.patience());
    var asking = asking(known, timely, asked, until.isAfter(now) ? until : now);
    if (asked.isEmpty()) {
      return made(asking, now);
    }
    var origin = origin(known, fleet, admitted.source());
    List<AgentCommand> commands =
        asked.stream().<AgentCommand>map(one -> check(asking, one, origin)).toList();
    return new PlanDecision(asking, commands, null);
  }

  /** With the window that the migration would have to wait for first, wherever it went. */
  private List<Ranked> timely(
      List<Ranked> ranked, Fleet fleet, Waiting waiting, HostId source, Instant now) {
    var closed =
        fleet
            .host(source)
            .map(host -> Windows.closed(host, waiting.reason(), waiting.project(), now, limits));
    return closed
        .map(words -> ranked.stream().map(one -> one.suitable() ? one.but(words) : one).toList())
        .orElse(ranked);
  }

  /**
   * Those that suit first, then the others that are alive: why they do not suit is for people to
   * see in full, too.
   */
  private List<Asked> asked(List<Ranked> ranked, Fleet fleet, Waiting waiting, Instant now) {
    var asked = new ArrayList<Asked>();
    Stream.concat(
            ranked.stream().filter(Ranked::suitable),
            ranked.stream().filter(one -> !one.suitable() && isAlive(fleet, one.host(), now)))
        .limit(rules.hosts())
        .map(Ranked::host)
        .forEach(host -> {
          var own = OwnFacts.of(fleet, waiting, host, OwnFacts.Known.NOTHING, now, limits);
          asked.add(new Asked(host, asked.size() + 1L, own, null, null));
        });
    return asked;
  }

  private boolean isAlive(Fleet fleet, HostId id, Instant now) {
    return fleet
        .host(id)
        .filter(host -> host.connected() && host.seenWithin(limits.silence(), now))
        .isPresent();
  }

  /** By the guest's own class where the request names none, as for a migration. */
  private Plan found(Plan plan, Input.Admitted admitted, Instant now) {
    var own = admitted.labels().guestClass();
    var guestClass = plan.request().guestClass() == null && own != null ? own : plan.guestClass();
    return new Plan(
        plan.id(),
        plan.request(),
        plan.requestedAt(),
        plan.traceparent(),
        admitted.guest(),
        admitted.source(),
        policies.of(Subject.of(plan.request(), admitted.labels(), admitted.guest().memory(), now)),
        guestClass,
        List.of(),
        List.of(),
        plan.nextCheckAt());
  }

  private static Plan asking(Plan plan, List<Ranked> ranked, List<Asked> asked, Instant until) {
    return new Plan(
        plan.id(),
        plan.request(),
        plan.requestedAt(),
        plan.traceparent(),
        plan.guest(),
        plan.source(),
        plan.policy(),
        plan.guestClass(),
        ranked,
        asked,
        until);
  }

  /** As if the migration had just come into the queue. */
  private static Waiting waiting(Plan plan, Input.Admitted admitted, Instant now) {
    var request = plan.request();
    var project = request.project() == null ? admitted.labels().project() : request.project();
    return new Waiting(
        plan.id(),
        admitted.guest(),
        request.destination(),
        request.forcedOrDefault(),
        List.of(),
        request.reasonOrDefault(),
        plan.guestClass(),
        project == null ? "" : project,
        admitted.labels(),
        now,
        0,
        now,
        now,
        null,
        plan.policy(),
        request.diskCopyOrDefault(),
        List.of(),
        null,
        Map.of(),
        null);
  }

  private static AgentCommand.Origin origin(Plan plan, Fleet fleet, HostId source) {
    var inventory = fleet.host(source).map(Fleet.Host::inventory).orElse(null);
    var resources = inventory == null ? null : inventory.resources();
    return new AgentCommand.Origin(
        resources == null ? null : resources.versions(),
        inventory == null ? null : inventory.peerUri(),
        plan.request().diskCopyOrDefault());
  }

  private CheckFacts check(Plan plan, Asked asked, AgentCommand.Origin origin) {
    var order =
        new Order(
            asked.host(),
            plan.id(),
            1,
            Order.Issuer.SCHEDULER,
            asked.sequence(),
            plan.requestedAt().plus(rules.patience()));
    return new CheckFacts(
        order, Objects.requireNonNull(plan.guest()), Objects.requireNonNull(plan.source()), origin);
  }

  /** What follows from an agent's word; one that was not asked for changes nothing. */
  public PlanDecision heard(Plan plan, AgentEvent event, Instant now) {
    return switch (event) {
      case AgentEvent.FactsAnswered(_, var host, long answers, var facts) ->
          answered(plan, host, answers, now, one -> one.answered(facts));
      case AgentEvent.CommandRefused refused ->
          answered(
              plan, refused.host(), refused.answers(), now, one -> one.refused(refused.detail()));
      default -> PlanDecision.waits(plan);
    };
  }

  private PlanDecision answered(
      Plan plan, HostId host, long answers, Instant now, UnaryOperator<Asked> answer) {
    boolean awaited =
        plan.nextCheckAt() != null
            && plan.asked(host)
                .filter(one -> one.isOpen() && one.sequence() == answers)
                .isPresent();
    if (!awaited) {
      return PlanDecision.waits(plan);
    }
    var answered =
        plan.with(
            plan.asked().stream()
                .map(one -> one.host().equals(host) ? answer.apply(one) : one)
                .toList());
    return answered.asked().stream().noneMatch(Asked::isOpen)
        ? made(answered, now)
        : PlanDecision.waits(answered);
  }

  /** The time to look has come for one whose hosts were asked. */
  public PlanDecision timer(Plan plan, Instant now) {
    return plan.nextCheckAt() != null && isOver(plan, now)
        ? made(plan, now)
        : PlanDecision.waits(plan);
  }

  private boolean isOver(Plan plan, Instant now) {
    return !now.isBefore(plan.requestedAt().plus(rules.patience()));
  }

  private PlanDecision made(Plan plan, Instant now) {
    var guest = plan.guest();
    var made =
        new PlanMade(
            plan.id(),
            now,
            guest == null ? null : guest.guest(),
            plan.source(),
            plan.policy(),
            null,
            new Judging(plan, rules, limits).candidates());
    return new PlanDecision(plan.checkedAgain(null), List.of(), made);
  }
}
