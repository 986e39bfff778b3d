package io.godwit.policy.escalation;

import io.godwit.events.About;
import io.godwit.events.agent.AgentCommand.Escalate;
import io.godwit.events.agent.Order;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Escalation.AskBandwidth;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.Escalation.Throttle;
import io.godwit.events.convergence.EscalationEvent;
import io.godwit.events.convergence.Phase;
import io.godwit.policy.escalation.Course.Stage;
import io.godwit.policy.escalation.Verification.Failed;
import io.godwit.policy.escalation.Verification.TooEarly;
import io.godwit.policy.escalation.Verification.Worked;
import io.godwit.policy.ladder.Climb;
import io.godwit.policy.lever.Exclusion;
import io.godwit.policy.lever.Rules;
import io.godwit.policy.lever.StepKind;
import io.godwit.policy.lever.Track;
import io.godwit.policy.lever.View;
import io.godwit.policy.steering.Budget;
import io.godwit.policy.steering.Choice;
import io.godwit.policy.steering.Completion;
import io.godwit.policy.steering.Steering;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries a course from input to input: one step at a time, commanded, answered, verified by what
 * it did, and out if it did not work. What the step is, {@link Steering} says, or the policy's
 * ladder, or an operator. Inputs may come twice, late and in any order.
 */
public final class Escalations {
  private final Rules rules;
  private final Shadows shadows;

  /**
   * @param definitions of policies, by which shadows decide
   */
  public Escalations(Rules rules, Definitions definitions) {
    this.rules = rules;
    this.shadows = new Shadows(rules, definitions);
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
        || !trend.silentFor().isZero()
        || (last != null && about.sequence() <= last.about().sequence())) {
      return Ruling.wait(known);
    }
    var records = new ArrayList<EscalationEvent>();
    var shadowed = shadows.see(course.seen(trend, now), trend, now, records);
    return reconsider(climbed(shadowed, trend), now, true).after(records);
  }

  /** What follows from what is known, if anything. */
  Ruling reconsider(Course course, Instant now) {
    return reconsider(course, now, false);
  }

  private Ruling reconsider(Course course, Instant now, boolean looked) {
    var records = new ArrayList<EscalationEvent>();
    var verified = verified(course, now, records);
    var mandate = verified.mandate();
    var trend = verified.trend();
    if (mandate == null || trend == null || verified.stage() != Stage.OPEN) {
      return Ruling.wait(verified).after(records);
    }
    var view =
        View.of(mandate.policy(), trend, verified.track(), rules, mandate.expectedToConverge());
    if (verified.demand() != null && trend.phase() == Phase.PRE_COPY && isFree(verified)) {
      return demanded(verified, verified.demand(), view, now).after(records);
    }
    if (mandate.policy().ladder() != null) {
      return (looked ? rung(verified, view, now) : Ruling.wait(verified)).after(records);
    }
    var choice = verified.step() == null ? Steering.decide(view) : Optional.<Choice>empty();
    return choice
        .map(chosen -> take(verified, chosen, false, now))
        .orElseGet(() -> Ruling.wait(verified))
        .after(records);
  }

  private static boolean isFree(Course course) {
    return course.step() == null || course.step().applied() != null;
  }

  /** Where nothing that ends it at once is allowed, the demand is dropped. */
  private Ruling demanded(Course course, Course.Demand demand, View view, Instant now) {
    var heard = course.withDemand(null);
    return Completion.decide(view, demand.override())
        .map(choice -> take(heard, choice, demand.override(), now))
        .orElseGet(() -> Ruling.wait(heard));
  }

  /** A ladder that cannot act now only looks. */
  private static Course climbed(Course course, ConvergenceTrend trend) {
    var mandate = course.mandate();
    var ladder = mandate == null ? null : mandate.policy().ladder();
    boolean acts = course.stage() == Stage.OPEN && isFree(course);
    return ladder == null || acts
        ? course
        : course.withLadder(Climb.of(ladder, course.ladder(), trend, false).track());
  }

  private Ruling rung(Course course, View view, Instant now) {
    var ladder = Objects.requireNonNull(view.policy().ladder());
    if (!isFree(course)) {
      return Ruling.wait(course);
    }
    var climb = Climb.of(ladder, course.ladder(), view.trend(), true);
    var moved = course.withLadder(climb.track());
    var step = climb.step();
    return step == null ? Ruling.wait(moved) : take(moved, Choice.ofRung(step, view), false, now);
  }

  private Ruling take(Course course, Choice choice, boolean overridden, Instant now) {
    var mandate = Objects.requireNonNull(course.mandate());
    var trend = Objects.requireNonNull(course.trend());
    var escalation = choice.escalation();
    if (!overridden && !Budget.allows(mandate.policy(), escalation)) {
      return Ruling.wait(course);
    }
    long sequence = course.commands() + 1;
    var step =
        new Step(
            escalation,
            sequence,
            sequence,
            1,
            now,
            Step.Before.of(trend),
            null,
            choice.expected(),
            overridden);
    var about = new About(course.migration(), course.attempt(), sequence, now);
    var decided = Facts.decided(about, mandate.source(), mandate.policy(), choice, trend, false);
    var tracked = course.withTrack(tracked(course, trend, escalation));
    if (escalation instanceof AskBandwidth) {
      // The scheduler reads the decision itself and commands what it grants.
      var asked = tracked.stepping(step.applied(trend.pass(), trend.about().at()));
      return new Ruling(asked, new Decision(decided, null), List.of());
    }
    var command = command(course, mandate, escalation, sequence, now);
    return new Ruling(tracked.stepping(step), new Decision(decided, command), List.of());
  }

  private static Track tracked(Course course, ConvergenceTrend trend, Escalation escalation) {
    var track = course.track().stepped();
    return switch (escalation) {
      case AskBandwidth(var wanted) -> track.asked(wanted, trend.bandwidthLimit());
      case Throttle(int percent) -> track.withThrottled(percent > 0);
      case RaiseDowntime _, SwitchToPostCopy _, Pause _, GiveUp _ -> track;
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

  /** A step that did what it should makes room for the next; one that did not is out. */
  private Course verified(Course course, Instant now, List<EscalationEvent> records) {
    var step = course.step();
    var trend = course.trend();
    if (step == null || trend == null) {
      return course;
    }
    return switch (Verification.of(step, trend, rules)) {
      case TooEarly _ -> course;
      case Worked(var effect) -> {
        records.addAll(Facts.verified(course, step, true, effect, now));
        yield course.stepping(null);
      }
      case Failed(var effect) -> {
        records.addAll(Facts.verified(course, step, false, effect, now));
        yield course.without(
            new Exclusion(
                StepKind.of(step.escalation()), true, StepKind.amount(step.escalation()), effect));
      }
    };
  }

  /** A command that was not answered in time is sent again, with the next sequence. */
  public Ruling onTimer(Course course, Instant now) {
    var step = course.step();
    boolean overdue =
        step != null
            && step.applied() == null
            && course.stage() == Stage.OPEN
            && !now.isBefore(step.sentAt().plus(rules.answerWithin()));
    return overdue ? again(course, now) : Ruling.wait(course);
  }

  /** After the last sending nothing is under way any more: the next trend decides afresh. */
  Ruling again(Course course, Instant now) {
    var step = Objects.requireNonNull(course.step());
    var mandate = Objects.requireNonNull(course.mandate());
    boolean allowed = step.overridden() || Budget.allows(mandate.policy(), step.escalation());
    if (step.sends() >= rules.mostSends() || !allowed) {
      return Ruling.wait(course.stepping(null));
    }
    var next = step.again(now);
    var command = command(course, mandate, next.escalation(), next.sequence(), now);
    return new Ruling(course.stepping(next), new Decision(null, command), List.of());
  }
}
