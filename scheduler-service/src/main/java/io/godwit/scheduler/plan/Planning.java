package io.godwit.scheduler.plan;

import io.godwit.events.Bytes;
import io.godwit.events.GuestLabels;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.plan.PlanMade;
import io.godwit.events.plan.PlanMade.Refusal;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.policy.Policies;
import io.godwit.scheduler.policy.Subject;
import java.time.Instant;
import java.util.List;

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
        null,
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
    var asking = new Asking(rules, limits, fleet, known, admitted, now);
    if (asking.isTooEarly() && !isOver(plan, now)) {
      return PlanDecision.waits(plan.checkedAgain(now.plus(rules.look())));
    }
    var asked = asking.plan();
    return asked.asked().isEmpty()
        ? made(asked, now)
        : new PlanDecision(asked, new Questions(rules).of(asked, fleet), null);
  }

  /** By the guest's own class where the request names none, as for a migration. */
  private Plan found(Plan plan, Input.Admitted admitted, Instant now) {
    var own = admitted.labels().guestClass();
    var subject = Subject.of(plan.request(), admitted.labels(), admitted.guest().memory(), now);
    return plan.found(
        admitted.guest(),
        admitted.source(),
        policies.of(subject),
        plan.request().guestClass() == null && own != null ? own : plan.guestClass());
  }

  /** What follows from an agent's word; one that was not asked for changes nothing. */
  public PlanDecision heard(Plan plan, AgentEvent event, Instant now) {
    return Replies.to(plan, event)
        .map(told -> told.isOpen() ? PlanDecision.waits(told) : made(told, now))
        .orElseGet(() -> PlanDecision.waits(plan));
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
            plan.dirtied(),
            new Judging(plan, rules, limits, now).candidates());
    return new PlanDecision(plan.checkedAgain(null), List.of(), made);
  }
}
