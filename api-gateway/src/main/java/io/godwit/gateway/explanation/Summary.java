package io.godwit.gateway.explanation;

import io.godwit.events.convergence.Escalation.AskBandwidth;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.Escalation.Throttle;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.Phase;
import io.godwit.events.migration.FailureCause;
import io.godwit.events.migration.MigrationMode;
import io.godwit.gateway.projection.End;
import io.godwit.gateway.projection.MigrationView;
import org.jspecify.annotations.Nullable;

/** A migration in one sentence: how it stands, and why. */
public final class Summary {
  private Summary() {}

  public static String of(MigrationView view) {
    return switch (view.state()) {
      case REQUESTED -> "Requested; the scheduler has not taken it up yet.";
      case QUEUED -> "Waiting" + Words.waiting(orNothing(view.course().waitingFor()));
      case CHECKING ->
          "Host %s is asked whether it can take the guest.".formatted(view.place().destination());
      case PREPARING ->
          view.isReady()
              ? "Host %s is prepared; the migration waits for its turn on the links."
                  .formatted(view.place().destination())
              : "Host %s makes itself ready for the guest.".formatted(view.place().destination());
      case RUNNING -> running(view);
      case RECOVERING ->
          "The post-copy lost its connection; the guest stands still until it is resumed.";
      case VERIFYING -> "The hypervisor's job is over; both hosts are asked where the guest runs.";
      case CANCELLING -> "A cancel was asked for and is being carried out.";
      case COMPLETED -> completed(view);
      case FAILED -> failed(view);
      case CANCELLED -> withDetail("Cancelled; the guest runs where it was", view.end());
      case REJECTED -> rejected(view.end());
    };
  }

  private static String running(MigrationView view) {
    var decision = decision(view);
    if (decision != null && view.phase() == Phase.POST_COPY) {
      return postCopy(decision);
    }
    if (view.phase() == Phase.POST_COPY) {
      return "Post-copy: the guest runs at the destination and fetches the rest of its memory.";
    }
    var progress = view.progress();
    if (progress == null || progress.forecast() == null) {
      return "Pre-copy: nothing has been seen of it yet.";
    }
    return "Pre-copy, pass %d: %s."
        .formatted(progress.pass(), outlook(progress.forecast().outlook()));
  }

  private static String outlook(Outlook outlook) {
    return switch (outlook) {
      case NO_IDEA -> "too little has been seen to say how it goes";
      case CONVERGES -> "it converges";
      case PLATEAU -> "it does not converge as it stands";
      case FINISHING -> "it is about to end";
    };
  }

  private static String completed(MigrationView view) {
    var decision = decision(view);
    if (view.end() != null && view.end().mode() == MigrationMode.POST_COPY) {
      return decision != null && decision.escalation() instanceof SwitchToPostCopy
          ? postCopy(decision)
          : "Post-copy; the policy's decision is not on record.";
    }
    var progress = view.progress();
    var converged =
        progress == null
            ? "Pre-copy converged"
            : "Pre-copy converged in " + Words.count(progress.pass(), "pass");
    return decision == null ? converged + "; no step was needed." : converged + after(decision);
  }

  private static String after(EscalationDecided decision) {
    return switch (decision.escalation()) {
      case RaiseDowntime raise ->
          ", after the allowed downtime was raised to %s: %s."
              .formatted(Words.time(raise.maxDowntime()), Steps.because(decision));
      case AskBandwidth _, Throttle _, Pause _ ->
          ", after %s: %s.".formatted(Steps.name(decision.escalation()), Steps.because(decision));
      case SwitchToPostCopy _ -> " before a switch to post-copy was made.";
      case GiveUp _ -> " although it had been given up.";
    };
  }

  private static String postCopy(EscalationDecided decision) {
    return "Post-copy %s: %s.".formatted(Steps.when(decision.inputs()), Steps.because(decision));
  }

  private static String failed(MigrationView view) {
    var decision = decision(view);
    var end = view.end();
    if (end != null && end.cause() == FailureCause.HOPELESS && decision != null) {
      return "Given up %s: %s, and nothing that policy %s allows would finish it."
          .formatted(
              Steps.when(decision.inputs()), Steps.because(decision), decision.policy().name());
    }
    var cause = end == null || end.cause() == null ? "" : " (" + Words.of(end.cause()) + ")";
    return withDetail("Failed" + cause, end);
  }

  private static String rejected(@Nullable End end) {
    var reason =
        end == null || end.rejection() == null ? "" : " (" + Words.of(end.rejection()) + ")";
    return withDetail("Rejected" + reason, end);
  }

  private static String withDetail(String text, @Nullable End end) {
    return end == null || end.detail() == null
        ? text + "."
        : text + ": " + Words.ending(end.detail());
  }

  /** The latest decision, if it is about the latest attempt. */
  private static @Nullable EscalationDecided decision(MigrationView view) {
    var decision = view.decision();
    return decision != null && decision.about().attempt() == view.course().attempt()
        ? decision
        : null;
  }

  private static String orNothing(@Nullable String waitingFor) {
    return waitingFor == null ? "its turn" : waitingFor;
  }
}
