package io.godwit.policy.steering;

import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.events.convergence.EscalationDecided.RefusedAlternative;
import io.godwit.events.convergence.Prediction;
import io.godwit.events.policy.Objective;
import io.godwit.policy.lever.Levers;
import io.godwit.policy.lever.StepKind;
import io.godwit.policy.lever.View;
import io.godwit.policy.lever.Weighed;
import io.godwit.policy.lever.Weighed.Refused;
import io.godwit.policy.lever.Weighed.Suffices;
import io.godwit.policy.lever.Weighed.Unlikely;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The steps weighed, and which of them are best.
 *
 * @param stands what becomes of it without a step
 */
record Options(View view, Prediction stands, List<Weighed> weighed) {
  /** Work lost that is not worth a more harmful step: half a second, or this share. */
  private static final double LIKE_WORK_SHARE = 0.15;

  private static final double LIKE_WORK_SECONDS = 0.5;
  private static final double LIKE_TIME_SHARE = 0.1;
  private static final double LIKE_TIME_SECONDS = 0.5;

  /** Below this a step is not worth trying. */
  private static final double LEAST_HOPE = 0.3;

  List<Suffices> suffice() {
    var found = new ArrayList<Suffices>();
    for (var option : weighed) {
      if (option instanceof Suffices suffices) {
        found.add(suffices);
      }
    }
    return found;
  }

  /** Least work lost; of nearly equal ones the least harmful. */
  Optional<Suffices> cheapest(List<Suffices> among) {
    double least = among.stream().mapToDouble(option -> work(option.predicted())).min().orElse(0);
    double like = least + Math.max(LIKE_WORK_SECONDS, least * LIKE_WORK_SHARE);
    return among.stream()
        .filter(option -> work(option.predicted()) <= like)
        .min(Comparator.comparing(option -> StepKind.of(option.escalation())));
  }

  /** Least time; of nearly equal ones the one that loses least work. */
  Optional<Suffices> fastest() {
    var among = suffice();
    double least =
        among.stream().mapToDouble(option -> View.seconds(option.predicted())).min().orElse(0);
    double like = least + Math.max(LIKE_TIME_SECONDS, least * LIKE_TIME_SHARE);
    return cheapest(
        among.stream().filter(option -> View.seconds(option.predicted()) <= like).toList());
  }

  /** The one of those that may work that is most likely to. */
  Optional<Choice> likeliest() {
    Unlikely best = null;
    for (var option : weighed) {
      if (option instanceof Unlikely unlikely
          && (best == null
              || unlikely.predicted().probability() > best.predicted().probability())) {
        best = unlikely;
      }
    }
    return best == null || best.predicted().probability() < LEAST_HOPE
        ? Optional.empty()
        : Optional.of(choose(best.escalation(), best.reason(), best.predicted()));
  }

  Choice choose(Suffices option, DecisionReason reason) {
    return choose(option.escalation(), reason, option.predicted());
  }

  /** With everything else as refused. */
  Choice choose(Escalation step, DecisionReason reason, @Nullable Prediction expected) {
    var refused = new ArrayList<RefusedAlternative>();
    for (var option : weighed) {
      if (!option.escalation().equals(step)) {
        refused.add(
            new RefusedAlternative(option.escalation(), why(option, expected), option.predicted()));
      }
    }
    if (!(step instanceof GiveUp)) {
      refused.add(new RefusedAlternative(new GiveUp(), "a less harmful step will do"));
    }
    return new Choice(step, reason, stands, expected, refused);
  }

  private String why(Weighed option, @Nullable Prediction chosen) {
    return switch (option) {
      case Refused refused -> refused.why();
      case Unlikely unlikely ->
          String.format(
              Locale.ROOT,
              "it would finish with a probability of %.0f %%",
              unlikely.predicted().probability() * 100);
      case Suffices suffices -> worse(suffices.predicted(), chosen);
    };
  }

  private String worse(Prediction other, @Nullable Prediction chosen) {
    if (chosen == null) {
      return "something else is wanted";
    }
    if (!view.inTime(other) && view.inTime(chosen)) {
      return "it would end after the deadline, in " + Levers.said(View.seconds(other));
    }
    if (view.policy().objective() == Objective.LEAST_TIME) {
      return "it would take %s, not %s"
          .formatted(Levers.said(View.seconds(other)), Levers.said(View.seconds(chosen)));
    }
    return work(other) > work(chosen)
        ? "it would lose %s of the guest's work, not %s"
            .formatted(Levers.said(work(other)), Levers.said(work(chosen)))
        : "a less harmful step will do";
  }

  private static double work(Prediction prediction) {
    return prediction.workLost().toMillis() / 1000.0;
  }
}
