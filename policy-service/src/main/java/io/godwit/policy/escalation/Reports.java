package io.godwit.policy.escalation;

import io.godwit.events.About;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.AbortApplied;
import io.godwit.events.agent.AgentEvent.BandwidthApplied;
import io.godwit.events.agent.AgentEvent.BandwidthMeasured;
import io.godwit.events.agent.AgentEvent.CommandRefused;
import io.godwit.events.agent.AgentEvent.DestinationPrepared;
import io.godwit.events.agent.AgentEvent.DestinationTornDown;
import io.godwit.events.agent.AgentEvent.DirtyingMeasured;
import io.godwit.events.agent.AgentEvent.EscalationApplied;
import io.godwit.events.agent.AgentEvent.FactsAnswered;
import io.godwit.events.agent.AgentEvent.GuestStateReported;
import io.godwit.events.agent.AgentEvent.MigrationEnded;
import io.godwit.events.agent.AgentEvent.MigrationStarted;
import io.godwit.events.agent.AgentEvent.PostCopyBegan;
import io.godwit.events.agent.AgentEvent.PostCopyBroke;
import io.godwit.events.agent.AgentEvent.PostCopyPaused;
import io.godwit.events.agent.AgentEvent.PostCopyResumed;
import io.godwit.events.agent.AgentEvent.PreparationFailed;
import io.godwit.events.agent.AgentEvent.SourceReleased;
import io.godwit.events.agent.Order;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.EscalationEvent;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.AttemptFailed;
import io.godwit.events.migration.MigrationEvent.BandwidthGranted;
import io.godwit.events.migration.MigrationEvent.BandwidthVerified;
import io.godwit.events.migration.MigrationEvent.CancelRefused;
import io.godwit.events.migration.MigrationEvent.CompletionDemanded;
import io.godwit.events.migration.MigrationEvent.MigrationCancelled;
import io.godwit.events.migration.MigrationEvent.MigrationCancelling;
import io.godwit.events.migration.MigrationEvent.MigrationChecking;
import io.godwit.events.migration.MigrationEvent.MigrationCompleted;
import io.godwit.events.migration.MigrationEvent.MigrationFailed;
import io.godwit.events.migration.MigrationEvent.MigrationPreempted;
import io.godwit.events.migration.MigrationEvent.MigrationPreparing;
import io.godwit.events.migration.MigrationEvent.MigrationQueued;
import io.godwit.events.migration.MigrationEvent.MigrationRecovering;
import io.godwit.events.migration.MigrationEvent.MigrationRejected;
import io.godwit.events.migration.MigrationEvent.MigrationRequested;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.migration.MigrationEvent.MigrationSwitchedToPostCopy;
import io.godwit.events.migration.MigrationEvent.MigrationVerifying;
import io.godwit.events.migration.MigrationEvent.PolicyRetuned;
import io.godwit.events.migration.MigrationEvent.PriorityChanged;
import io.godwit.events.migration.MigrationEvent.RequestRefused;
import io.godwit.events.migration.MigrationEvent.WishRefused;
import io.godwit.policy.escalation.Course.Stage;
import io.godwit.policy.lever.Exclusion;
import io.godwit.policy.lever.StepKind;
import io.godwit.policy.steering.Budget;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What scheduler and agents report, as far as it bears on what may be decided. */
public final class Reports {
  /** It was rather expected to converge than not. */
  private static final double LIKELY = 0.5;

  private final Escalations escalations;

  public Reports(Escalations escalations) {
    this.escalations = escalations;
  }

  /** A fact of the migration's life. */
  public Ruling onMigration(@Nullable Course known, MigrationEvent event, Instant now) {
    var about = event.about();
    boolean old =
        known != null
            && (known.stage() == Stage.CLOSED
                || about.sequence() <= known.eventSequence()
                || about.attempt() < known.attempt());
    if (old) {
      return Ruling.wait(known);
    }
    return switch (event) {
      case MigrationRunning running -> begun(known, running, now);
      case MigrationCancelling _, MigrationPreempted _ ->
          moved(known, about, Stage.OPEN, Stage.HELD, now);
      case CancelRefused _ -> moved(known, about, Stage.HELD, Stage.OPEN, now);
      case MigrationSwitchedToPostCopy _, MigrationRecovering _, MigrationVerifying _ ->
          over(known, about, now);
      case AttemptFailed failed ->
          over(known, about, now)
              .after(ended(known, about, course -> Facts.failed(course, failed.detail(), now)));
      case MigrationCompleted completed ->
          closed(about, now)
              .after(
                  ended(known, about, course -> Facts.completed(course, completed.figures(), now)));
      case MigrationFailed failed ->
          closed(about, now)
              .after(ended(known, about, course -> Facts.failed(course, failed.detail(), now)));
      case MigrationCancelled _, MigrationRejected _ -> closed(about, now);
      case PolicyRetuned retuned -> retuned(known, retuned, now);
      case CompletionDemanded demanded -> demanded(known, demanded, now);
      case MigrationRequested _,
          MigrationQueued _,
          MigrationChecking _,
          MigrationPreparing _,
          PriorityChanged _,
          BandwidthGranted _,
          BandwidthVerified _,
          WishRefused _,
          RequestRefused _ ->
          Ruling.wait(known);
    };
  }

  private Ruling begun(@Nullable Course known, MigrationRunning running, Instant now) {
    var about = running.about();
    var predicted = running.predicted();
    boolean expected = predicted != null && predicted.probability() >= LIKELY;
    var mandate = new Mandate(running.guest(), running.source(), running.policy(), expected);
    var course =
        known == null || about.attempt() > known.attempt()
            ? Course.begin(about.migration(), about.attempt(), about.sequence(), now)
            : known.heard(about.sequence(), now);
    return escalations.reconsider(course.under(mandate), now);
  }

  /** In force at once. What is under way and not allowed any more is not waited for. */
  private Ruling retuned(@Nullable Course known, PolicyRetuned retuned, Instant now) {
    var mandate = known == null ? null : known.mandate();
    if (known == null || mandate == null) {
      return Ruling.wait(known);
    }
    var heard = known.heard(retuned.about().sequence(), now);
    if (retuned.policy().revision() <= mandate.policy().revision()) {
      return Ruling.wait(heard);
    }
    var course = heard.withMandate(mandate.with(retuned.policy()));
    var step = course.step();
    boolean dropped =
        step != null
            && !step.overridden()
            && (step.applied() != null || !Budget.allows(retuned.policy(), step.escalation()));
    return escalations.reconsider(dropped ? course.stepping(null) : course, now);
  }

  private Ruling demanded(@Nullable Course known, CompletionDemanded demanded, Instant now) {
    if (known == null) {
      return Ruling.wait(null);
    }
    var heard = known.heard(demanded.about().sequence(), now);
    return escalations.reconsider(heard.withDemand(new Course.Demand(demanded.override())), now);
  }

  private static List<EscalationEvent> ended(
      @Nullable Course known, About about, Function<Course, List<EscalationEvent>> facts) {
    return known == null || known.attempt() != about.attempt() ? List.of() : facts.apply(known);
  }

  private Ruling moved(@Nullable Course known, About about, Stage from, Stage to, Instant now) {
    if (known == null) {
      return Ruling.wait(null);
    }
    var heard = known.heard(about.sequence(), now);
    return known.stage() == from
        ? escalations.reconsider(heard.withStage(to), now)
        : Ruling.wait(heard);
  }

  private static Ruling over(@Nullable Course known, About about, Instant now) {
    return known == null
        ? Ruling.wait(null)
        : Ruling.wait(known.heard(about.sequence(), now).withStage(Stage.OVER).stepping(null));
  }

  private static Ruling closed(About about, Instant now) {
    var fresh = Course.begin(about.migration(), about.attempt(), about.sequence(), now);
    return Ruling.wait(fresh.withStage(Stage.CLOSED));
  }

  /** What an agent answers or reports; what belongs to another attempt changes nothing. */
  public Ruling onAgent(@Nullable Course known, AgentEvent event, Instant now) {
    if (known == null
        || known.stage() == Stage.CLOSED
        || event.about().attempt() != known.attempt()) {
      return Ruling.wait(known);
    }
    return switch (event) {
      case EscalationApplied applied -> Ruling.wait(applied(known, applied.answers(), now));
      case CommandRefused refused -> refused(known, refused, now);
      case PostCopyBegan _ -> inPostCopy(known, now);
      case PostCopyBroke _, MigrationEnded _ ->
          Ruling.wait(known.withStage(Stage.OVER).stepping(null));
      case FactsAnswered _,
          DirtyingMeasured _,
          DestinationPrepared _,
          PreparationFailed _,
          MigrationStarted _,
          AbortApplied _,
          GuestStateReported _,
          PostCopyPaused _,
          PostCopyResumed _,
          DestinationTornDown _,
          BandwidthApplied _,
          BandwidthMeasured _,
          SourceReleased _ ->
          Ruling.wait(known);
    };
  }

  private static Ruling inPostCopy(Course course, Instant now) {
    var over = Ruling.wait(course.withStage(Stage.OVER).stepping(null));
    var step = course.step();
    return step != null && step.escalation() instanceof SwitchToPostCopy
        ? over.after(Facts.verified(course, step, true, "the guest runs at the destination", now))
        : over;
  }

  private static Course applied(Course course, long answers, Instant now) {
    var step = course.step();
    var trend = course.trend();
    if (step == null || step.applied() != null || !step.isAnsweredBy(answers)) {
      return course;
    }
    return course.stepping(
        trend == null ? step.applied(1, now) : step.applied(trend.pass(), trend.about().at()));
  }

  private Ruling refused(Course course, CommandRefused refused, Instant now) {
    var step = course.step();
    if (refused.issuer() != Order.Issuer.POLICY
        || step == null
        || !step.isAnsweredBy(refused.answers())) {
      return Ruling.wait(course);
    }
    return switch (refused.reason()) {
      case DONE, ABORTING, POST_COPY -> Ruling.wait(course.withStage(Stage.OVER).stepping(null));
      // This sequence was dealt with before: its answer was lost. What it did shows in the trends.
      case OLD -> Ruling.wait(applied(course, refused.answers(), now));
      case EXPIRED -> escalations.again(course, now);
      case UNSUPPORTED, UNKNOWN_GUEST, HYPERVISOR_ERROR -> {
        var why = "the agent refused it: " + refused.detail();
        var exclusion = new Exclusion(StepKind.of(step.escalation()), false, 0, why);
        yield escalations.reconsider(course.without(exclusion), now);
      }
    };
  }
}
