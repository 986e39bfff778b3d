package io.godwit.policy.escalation;

import io.godwit.events.About;
import io.godwit.events.agent.AgentCommand.Escalate;
import io.godwit.events.agent.Order;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.events.convergence.EscalationDecided.RefusedAlternative;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.Phase;
import io.godwit.policy.escalation.Course.Stage;
import io.godwit.policy.escalation.Weighed.NotYet;
import io.godwit.policy.escalation.Weighed.Refused;
import io.godwit.policy.escalation.Weighed.Suffices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides on escalations. Nothing is done to a migration that converges. For one that does not, the
 * steps are weighed in the order of their harm - wait, allow more downtime, post-copy, give up -
 * and the first that the policy allows and that is predicted to suffice is taken:
 *
 * <ul>
 *   <li>more downtime, if a switch-over at the fixed point, R* / switch-over rate, fits the budget:
 *       that much and a margin, never more than the budget;
 *   <li>post-copy, if the policy allows it and it was armed;
 *   <li>giving up, if that is the policy's last resort and several passes showed the plateau.
 * </ul>
 *
 * One step at a time: a command that is not answered is sent again, and one that was applied has a
 * pass or two to end the migration; if it does not, that kind of step is out, and the next is taken
 * because of that. Inputs may come twice, late and in any order.
 */
public final class Escalations {
  private final Rules rules;

  public Escalations(Rules rules) {
    this.rules = rules;
  }

  /** A trend of some attempt: remembered if its policy is not known yet. */
  public Ruling onTrend(@Nullable Course known, ConvergenceTrend trend, Instant now) {
    var about = trend.about();
    var course = known;
    if (course == null || (about.attempt() > course.attempt() && course.stage() != Stage.CLOSED)) {
      long events = course == null ? -1 : course.eventSequence();
      course = Course.begin(about.migration(), about.attempt(), events, now);
    }
    var last = course.trend();
    if (course.stage() == Stage.CLOSED
        || about.attempt() < course.attempt()
        || (last != null && about.sequence() <= last.about().sequence())) {
      return Ruling.wait(known);
    }
    boolean plateau = trend.phase() == Phase.PRE_COPY && trend.outlook() == Outlook.PLATEAU;
    return reconsider(course.seen(trend, plateau, now), now);
  }

  /** What follows from what is known, if anything. */
  Ruling reconsider(Course course, Instant now) {
    var verified = verified(course);
    var decision = decide(verified, now);
    return decision.isEmpty()
        ? Ruling.wait(verified)
        : new Ruling(taken(verified, decision.get(), now), decision.get());
  }

  /** The step that this state asks for, if one does. Pure, and changes nothing. */
  public Optional<Decision> decide(Course course, Instant now) {
    var mandate = course.mandate();
    var trend = course.trend();
    if (mandate == null
        || trend == null
        || course.stage() != Stage.OPEN
        || course.step() != null
        || trend.phase() != Phase.PRE_COPY) {
      return Optional.empty();
    }
    boolean stepFailed = course.exclusions().stream().anyMatch(Exclusion::withoutEffect);
    if (trend.outlook() != Outlook.PLATEAU && !stepFailed) {
      return Optional.empty();
    }
    return choose(course, mandate, trend, stepFailed, now);
  }

  private Optional<Decision> choose(
      Course course, Mandate mandate, ConvergenceTrend trend, boolean stepFailed, Instant now) {
    var weighed = new Scales(rules, course, mandate.policy(), trend).all();
    var refused = new ArrayList<RefusedAlternative>();
    for (int i = 0; i < weighed.size(); i++) {
      switch (weighed.get(i)) {
        case Refused step -> refused.add(new RefusedAlternative(step.escalation(), step.why()));
        case NotYet _ -> {
          return Optional.empty();
        }
        case Suffices step -> {
          refused.addAll(notNeeded(weighed.subList(i + 1, weighed.size())));
          return Optional.of(decision(course, mandate, trend, step, stepFailed, refused, now));
        }
      }
    }
    return Optional.empty();
  }

  private static List<RefusedAlternative> notNeeded(List<Weighed> worse) {
    return worse.stream()
        .map(step ->
            new RefusedAlternative(
                step.escalation(),
                step instanceof Refused refused ? refused.why() : "a less harmful step will do"))
        .toList();
  }

  private Decision decision(
      Course course,
      Mandate mandate,
      ConvergenceTrend trend,
      Suffices step,
      boolean stepFailed,
      List<RefusedAlternative> refused,
      Instant now) {
    long sequence = course.commands() + 1;
    var decided =
        new EscalationDecided(
            new About(course.migration(), course.attempt(), sequence, now),
            mandate.source(),
            mandate.policy(),
            step.escalation(),
            stepFailed ? DecisionReason.STEP_WITHOUT_EFFECT : reason(step.escalation()),
            trend,
            step.remainingTime(),
            step.downtime(),
            refused);
    return new Decision(decided, command(course, mandate, step.escalation(), sequence, now));
  }

  private static DecisionReason reason(Escalation escalation) {
    return switch (StepKind.of(escalation)) {
      case ASK_BANDWIDTH -> DecisionReason.MORE_BANDWIDTH_SUFFICES;
      case THROTTLE -> DecisionReason.THROTTLING_SUFFICES;
      case PAUSE -> DecisionReason.PAUSE_WITHIN_BUDGET;
      case RAISE_DOWNTIME -> DecisionReason.PLATEAU_WITHIN_DOWNTIME_BUDGET;
      case SWITCH_TO_POST_COPY -> DecisionReason.PLATEAU_POST_COPY_ALLOWED;
      case GIVE_UP -> DecisionReason.HOPELESS;
    };
  }

  private Escalate command(
      Course course, Mandate mandate, Escalation escalation, long sequence, Instant now) {
    var order =
        new Order(
            mandate.source(),
            course.migration(),
            course.attempt(),
            Order.Issuer.POLICY,
            sequence,
            now.plus(rules.commandExpiry()));
    return new Escalate(order, mandate.guest(), escalation);
  }

  private static Course taken(Course course, Decision decision, Instant now) {
    var command = decision.command();
    long sequence = command.order().sequence();
    return course.stepping(new Step(command.escalation(), sequence, sequence, 1, now, null));
  }

  /** A step that was applied and had its passes to work is out, if pre-copy still goes on. */
  private Course verified(Course course) {
    var step = course.step();
    var trend = course.trend();
    var applied = step == null ? null : step.appliedPass();
    if (step == null
        || trend == null
        || applied == null
        || trend.phase() != Phase.PRE_COPY
        || trend.pass() <= applied + rules.passesToVerify()) {
      return course;
    }
    var why =
        "it was applied in pass %d and in pass %d %s still remained"
            .formatted(applied, trend.pass(), trend.remaining());
    return course.without(new Exclusion(StepKind.of(step.escalation()), true, why));
  }

  /** A command that was not answered in time is sent again, with the next sequence. */
  public Ruling onTimer(Course course, Instant now) {
    var step = course.step();
    boolean overdue =
        step != null
            && step.appliedPass() == null
            && course.stage() == Stage.OPEN
            && !now.isBefore(step.sentAt().plus(rules.answerWithin()));
    return overdue ? again(course, now) : Ruling.wait(course);
  }

  /** After the last sending nothing is under way any more: the next trend decides afresh. */
  Ruling again(Course course, Instant now) {
    var step = Objects.requireNonNull(course.step());
    if (step.sends() >= rules.mostSends()) {
      return Ruling.wait(course.stepping(null));
    }
    var next = step.again(now);
    var mandate = Objects.requireNonNull(course.mandate());
    var command = command(course, mandate, next.escalation(), next.sequence(), now);
    return new Ruling(course.stepping(next), new Decision(null, command));
  }
}
