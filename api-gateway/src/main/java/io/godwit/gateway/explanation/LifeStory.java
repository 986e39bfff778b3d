package io.godwit.gateway.explanation;

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
import io.godwit.gateway.projection.MigrationView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scheduler's events as sentences. */
final class LifeStory {
  private LifeStory() {}

  static List<String> tell(MigrationEvent event, MigrationView view, Related related) {
    return switch (event) {
      case MigrationRequested e -> Asking.tell(e, view.guestName(), related.evacuation());
      case MigrationQueued e -> List.of("It waited" + Words.waiting(e.waitingFor()));
      case MigrationChecking e -> Checks.checking(e);
      case MigrationPreparing e -> Checks.preparing(e, view.place().destination(), isForced(view));
      case PriorityChanged e -> List.of(Shares.prioritised(e));
      case MigrationPreempted e -> List.of(Shares.preempted(e, related));
      case BandwidthGranted e -> List.of(Shares.granted(e));
      case BandwidthVerified e -> List.of(Shares.verified(e));
      case MigrationRunning e -> began(e, isGranted(view, e));
      case PolicyRetuned _ -> List.of(); // told by what it changes
      case CompletionDemanded e ->
          List.of(
              withReason(
                  e.override()
                      ? "An operator wanted it finished at once, by more than its policy allows"
                      : "An operator wanted it finished at once",
                  e.explanation()));
      case WishRefused e -> List.of(wish(e.wish()) + " was refused: " + Words.ending(e.detail()));
      case MigrationSwitchedToPostCopy _ ->
          List.of(
              "The guest ran at %s from then on and fetched the rest of its memory from %s."
                  .formatted(view.place().destination(), view.place().source()));
      case MigrationRecovering e ->
          List.of(
              "The post-copy lost its connection (%s); the guest stood still until it was resumed."
                  .formatted(Words.inside(e.detail())));
      case MigrationVerifying e ->
          List.of(
              "The job was over or in doubt (%s), so both hosts were asked where the guest runs."
                  .formatted(Words.inside(e.detail())));
      case MigrationCancelling e -> List.of(withReason("A cancel was asked for", e.explanation()));
      case CancelRefused e -> List.of("The cancel was refused: " + Words.ending(e.detail()));
      case RequestRefused e ->
          List.of(
              "Another request under the same key was refused, for its field %s: %s"
                  .formatted(e.field(), Words.ending(e.detail())));
      case AttemptFailed e -> attemptFailed(e, view);
      case MigrationCompleted e -> completed(e);
      case MigrationFailed e -> List.of(failed(e));
      case MigrationCancelled e ->
          List.of(withReason("It was cancelled; the guest runs where it was", e.explanation()));
      case MigrationRejected e -> rejected(e);
    };
  }

  private static String wish(String type) {
    return switch (type) {
      case "migration.complete.v1" -> "The wish that it be finished at once";
      case "migration.retune.v1" -> "The wish that it be changed";
      default -> "A wish";
    };
  }

  private static boolean isForced(MigrationView view) {
    return view.asked() != null && view.asked().request().forcedOrDefault();
  }

  private static List<String> attemptFailed(AttemptFailed e, MigrationView view) {
    var sentences = new ArrayList<String>();
    sentences.add(
        "Attempt %d failed (%s): %s; the guest ran on at %s, and another attempt followed."
            .formatted(
                e.about().attempt(),
                Words.of(e.cause()),
                Words.inside(e.detail()),
                view.place().source()));
    sentences.addAll(Checks.against(String.valueOf(e.destination()), e.facts()));
    return sentences;
  }

  private static List<String> rejected(MigrationRejected e) {
    var sentences = new ArrayList<String>();
    sentences.add(
        "The request was rejected (%s): %s"
            .formatted(Words.of(e.reason()), Words.ending(e.detail())));
    sentences.addAll(Checks.against("the destination", e.facts()));
    return sentences;
  }

  /** Whether what it may send was told already, with its reason. */
  private static boolean isGranted(MigrationView view, MigrationRunning e) {
    return view.share() != null && view.share().attempt() == e.about().attempt();
  }

  private static List<String> began(MigrationRunning e, boolean granted) {
    var sentences = new ArrayList<String>();
    sentences.add(
        "Pre-copy began under %s: %s.".formatted(Budget.name(e.policy()), Budget.told(e.policy())));
    var limit = e.settings().bandwidthLimit();
    if (limit != null && !granted) {
      sentences.add("It may send at most %s.".formatted(Words.rate(limit)));
    }
    var link = e.settings().switchoverBandwidth();
    if (link != null && e.planned().isEmpty()) {
      sentences.add(
          "The hypervisor was told that the link carries %s while the guest stands still."
              .formatted(Words.rate(link)));
    }
    e.planned().forEach(planned -> sentences.add(Steps.capital(Words.ending(planned))));
    if (e.predicted() != null) {
      sentences.add("Predicted was " + Forecasts.told(e.predicted()) + ".");
    }
    return sentences;
  }

  private static List<String> completed(MigrationCompleted e) {
    var figures = e.figures();
    var downtime = figures.downtime();
    var stood = downtime == null ? "an unknown time" : Words.time(downtime);
    var transferred = figures.transferred();
    var sent =
        transferred == null
            ? "the hypervisor did not say how much was sent"
            : Words.amount(transferred) + " were sent";
    var mode =
        switch (e.mode()) {
          case PRE_COPY -> "pre-copy";
          case POST_COPY -> "post-copy";
        };
    return List.of(
        "It ended by %s: the guest runs at %s and nowhere else.".formatted(mode, e.destination()),
        "It took %s, the guest stood still for %s, and %s."
            .formatted(Words.time(figures.total()), stood, sent));
  }

  private static String failed(MigrationFailed e) {
    var host = e.guestRunsOn();
    var guest = host == null ? "no host is known to run the guest" : "the guest runs on at " + host;
    return "It failed (%s): %s; %s."
        .formatted(Words.of(e.cause()), Words.inside(e.detail()), guest);
  }

  private static String withReason(String text, @Nullable String reason) {
    return reason == null ? text + "." : text + ": " + Words.ending(reason);
  }
}
