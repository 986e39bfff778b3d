package io.godwit.gateway.projection;

import io.godwit.events.agent.AgentEvent.DestinationPrepared;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
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

/**
 * From a view and an event to the next view. What was seen already, or is older than what was seen,
 * leaves the view as it was; each writer's events are told apart by that writer's own sequence. The
 * writers' order among each other does not matter: after a pause the gateway reads one topic to its
 * end before the next.
 */
public final class Projection {
  private Projection() {}

  /** The scheduler's word. A terminal state is the last one. */
  public static MigrationView evolve(MigrationView view, MigrationEvent event) {
    if (event.about().sequence() <= view.sequence()) {
      return view;
    }
    var seen = view.withSequence(event.about().sequence());
    return seen.state().terminal() ? seen : apply(seen, event);
  }

  /** The policy's decision: only the latest is kept here, all of them are in the history. */
  public static MigrationView evolve(MigrationView view, EscalationDecided decided) {
    var known = view.decision();
    var about = decided.about();
    boolean news =
        known == null
            || about.attempt() > known.about().attempt()
            || (about.attempt() == known.about().attempt()
                && about.sequence() > known.about().sequence());
    return news ? view.withDecision(decided) : view;
  }

  /** The monitor's trend: only the last is kept. */
  public static MigrationView evolve(MigrationView view, ConvergenceTrend trend) {
    var next = Progress.evolve(view.progress(), trend);
    return view.withProgress(next);
  }

  /** The agent's sample: only the last is kept. */
  public static MigrationView evolve(MigrationView view, ProgressSample sample) {
    var next = Progress.evolve(view.progress(), sample);
    return view.withProgress(next);
  }

  /** A destination's word that it is prepared; whether before or after the scheduler's. */
  public static MigrationView evolve(MigrationView view, DestinationPrepared prepared) {
    var known = view.readyAttempt();
    int attempt = prepared.about().attempt();
    return known == null || attempt > known ? view.withReady(attempt) : view;
  }

  private static MigrationView apply(MigrationView view, MigrationEvent event) {
    var course = view.course();
    return switch (event) {
      case MigrationRequested e -> view.withAsked(asked(e));
      case MigrationQueued e ->
          view.withPlace(new Place(e.guest(), e.source(), view.place().destination()))
              .withCourse(course.waiting(e.waitingFor(), e.about()));
      case MigrationChecking e ->
          view.withPlace(new Place(e.guest(), e.source(), e.destination()))
              .withCourse(course.to(MigrationState.CHECKING, e.about()));
      case MigrationPreparing e -> view.withCourse(course.to(MigrationState.PREPARING, e.about()));
      case MigrationRunning e -> running(view, e);
      case MigrationSwitchedToPostCopy _ ->
          view.withCourse(course.inJob(MigrationState.RUNNING, Phase.POST_COPY));
      case MigrationRecovering _ ->
          view.withCourse(course.inJob(MigrationState.RECOVERING, Phase.POST_COPY_BROKEN));
      case MigrationVerifying _ ->
          view.withCourse(course.inJob(MigrationState.VERIFYING, course.phase()));
      case MigrationCancelling _ -> view.withCourse(course.cancelling());
      case CancelRefused _ -> view.withCourse(course.cancelRefused());
      case RequestRefused _, MigrationPreempted _, CompletionDemanded _, WishRefused _ -> view;
      case PolicyRetuned e -> retuned(view, e);
      case PriorityChanged e -> prioritised(view, e);
      case BandwidthGranted e -> view.withShare(Share.of(e));
      case BandwidthVerified e -> verified(view, e);
      case AttemptFailed e ->
          view.withCourse(course.waiting("another attempt", e.about()))
              .withEnd(End.failed(e.cause(), e.detail(), view.place().source()));
      case MigrationCompleted e -> completed(view, e);
      case MigrationFailed e ->
          view.withCourse(course.to(MigrationState.FAILED, e.about()))
              .withEnd(End.failed(e.cause(), e.detail(), e.guestRunsOn()));
      case MigrationCancelled e ->
          view.withCourse(course.to(MigrationState.CANCELLED, e.about()))
              .withEnd(End.cancelled(e.explanation()));
      case MigrationRejected e ->
          view.withCourse(course.to(MigrationState.REJECTED, e.about()))
              .withEnd(End.rejected(e.reason(), e.detail()));
    };
  }

  private static MigrationView retuned(MigrationView view, PolicyRetuned e) {
    var terms = view.terms();
    return terms == null
        ? view
        : view.withTerms(new Terms(e.policy(), terms.settings(), terms.predicted()));
  }

  private static MigrationView prioritised(MigrationView view, PriorityChanged e) {
    var asked = view.asked();
    return asked == null ? view : view.withAsked(asked.withPriority(e.priority()));
  }

  private static MigrationView verified(MigrationView view, BandwidthVerified e) {
    var share = view.share();
    return share == null ? view : view.withShare(share.verified(e));
  }

  private static Asked asked(MigrationRequested e) {
    return new Asked(e.request(), e.reason(), e.guestClass(), e.requestedBy(), e.about().at());
  }

  private static MigrationView running(MigrationView view, MigrationRunning e) {
    var progress = view.progress();
    boolean stale = progress != null && progress.attempt() < e.about().attempt();
    return view.withPlace(new Place(e.guest(), e.source(), e.destination()))
        .withCourse(view.course().running(e.about()))
        .withTerms(new Terms(e.policy(), e.settings(), e.predicted()))
        .withProgress(stale ? null : progress)
        .withEnd(null);
  }

  private static MigrationView completed(MigrationView view, MigrationCompleted e) {
    var place = view.place();
    return view.withPlace(new Place(place.guest(), place.source(), e.destination()))
        .withCourse(view.course().to(MigrationState.COMPLETED, e.about()))
        .withEnd(End.completed(e.mode(), e.figures()));
  }
}
