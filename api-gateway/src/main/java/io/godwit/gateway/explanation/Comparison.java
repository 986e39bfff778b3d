package io.godwit.gateway.explanation;

import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.Eta;
import io.godwit.events.convergence.Prediction;
import io.godwit.events.migration.MigrationEvent.MigrationCompleted;
import io.godwit.gateway.projection.HistoryEntry;
import io.godwit.gateway.projection.HistoryEntry.Seen;
import io.godwit.gateway.projection.MigrationView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a migration's end compares with what was predicted of it. */
final class Comparison {
  private Comparison() {}

  static List<String> tell(MigrationCompleted end, MigrationView view, List<HistoryEntry> history) {
    var sentences = new ArrayList<String>();
    var terms = view.terms();
    if (terms != null && terms.predicted() != null) {
      sentences.add(start(terms.predicted(), end));
    }
    step(view.decision(), end, sentences);
    statements(history, end, sentences);
    var deadline = terms == null ? null : terms.policy().deadline();
    if (deadline != null) {
      var early = Duration.between(end.about().at(), deadline);
      sentences.add(
          early.isNegative()
              ? "It was over %s after its deadline.".formatted(Words.time(early.negated()))
              : "It was over %s before its deadline.".formatted(Words.time(early)));
    }
    return sentences;
  }

  private static String start(Prediction predicted, MigrationCompleted end) {
    var eta = predicted.eta();
    if (eta == null) {
      return "At the start no end was predicted of it.";
    }
    var stood = downtime(predicted.downtime(), end.figures().downtime());
    return "At the start %s in all were predicted, and it %s; %s."
        .formatted(Forecasts.interval(eta), held(eta, Duration.ZERO, end.figures().total()), stood);
  }

  private static String downtime(Duration predicted, @Nullable Duration real) {
    var before = "%s of downtime were predicted".formatted(Words.time(predicted));
    return real == null ? before : "%s, and it had %s".formatted(before, Words.time(real));
  }

  /** What the last step was expected to do, by its own prediction. */
  private static void step(
      @Nullable EscalationDecided decision, MigrationCompleted end, List<String> sentences) {
    var expected = decision == null ? null : decision.expected();
    if (decision == null
        || expected == null
        || expected.eta() == null
        || decision.about().attempt() != end.about().attempt()) {
      return;
    }
    var before = decision.inputs().elapsed();
    sentences.add(
        "Of the last step, %s, the end was expected in %s, and it %s."
            .formatted(
                Steps.name(decision.escalation()),
                Forecasts.interval(expected.eta()),
                held(expected.eta(), before, end.figures().total())));
  }

  /** How many of the intervals that were told at the ends of passes hold the true end. */
  private static void statements(
      List<HistoryEntry> history, MigrationCompleted end, List<String> sentences) {
    int told = 0;
    int held = 0;
    for (var entry : history) {
      if (entry.told() instanceof Seen(var trend)
          && trend.about().attempt() == end.about().attempt()
          && trend.eta() != null) {
        told++;
        held += isHeld(trend.eta(), trend.elapsed(), end.figures().total()) ? 1 : 0;
      }
    }
    if (told > 0) {
      sentences.add(
          "Of %s for its end that %s told at the ends of passes, %d held it."
              .formatted(Words.count(told, "interval"), told == 1 ? "was" : "were", held));
    }
  }

  private static boolean isHeld(Eta eta, Duration before, Duration total) {
    return total.compareTo(before.plus(eta.low())) >= 0
        && total.compareTo(before.plus(eta.high())) <= 0;
  }

  private static String held(Eta eta, Duration before, Duration total) {
    if (isHeld(eta, before, total)) {
      return "was so";
    }
    var real = Words.time(total.minus(before));
    return total.compareTo(before.plus(eta.low())) < 0
        ? "took less, " + real
        : "took longer, " + real;
  }
}
