package io.godwit.scheduler.plan;

import io.godwit.events.HostId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.scheduler.plan.Plan.Asked;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What those that were asked for a plan answer. */
final class Replies {
  private Replies() {}

  /** The plan with that answer in it; empty: it was not asked for, or not any more. */
  static Optional<Plan> to(Plan plan, AgentEvent event) {
    if (plan.nextCheckAt() == null) {
      return Optional.empty();
    }
    return switch (event) {
      case AgentEvent.FactsAnswered(_, var host, long answers, var facts) ->
          answered(plan, host, answers, one -> one.answered(facts));
      case AgentEvent.DirtyingMeasured(_, var host, long answers, var dirtied) ->
          isMeasuring(plan, host, answers) ? Optional.of(plan.measured(dirtied)) : Optional.empty();
      case AgentEvent.CommandRefused refused ->
          isMeasuring(plan, refused.host(), refused.answers())
              ? Optional.of(plan.measured(List.of()))
              : answered(
                  plan, refused.host(), refused.answers(), one -> one.refused(refused.detail()));
      default -> Optional.empty();
    };
  }

  private static Optional<Plan> answered(
      Plan plan, HostId host, long answers, UnaryOperator<Asked> answer) {
    return plan.asked(host)
        .filter(one -> one.isOpen() && one.sequence() == answers)
        .map(answer)
        .map(told ->
            plan.with(
                plan.asked().stream().map(one -> one.host().equals(host) ? told : one).toList()));
  }

  private static boolean isMeasuring(Plan plan, HostId host, long answers) {
    var measuring = plan.measuring();
    return measuring != null
        && measuring.open()
        && measuring.sequence() == answers
        && host.equals(plan.source());
  }
}
