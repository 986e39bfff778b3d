package io.godwit.gateway.explanation;

import io.godwit.events.EffectivePolicy;
import io.godwit.events.agent.AgentEvent.DestinationPrepared;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.MigrationCompleted;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.migration.MigrationEvent.PolicyRetuned;
import io.godwit.gateway.explanation.Explanation.Sentence;
import io.godwit.gateway.projection.HistoryEntry;
import io.godwit.gateway.projection.HistoryEntry.Answered;
import io.godwit.gateway.projection.HistoryEntry.Decided;
import io.godwit.gateway.projection.HistoryEntry.Lived;
import io.godwit.gateway.projection.HistoryEntry.Seen;
import io.godwit.gateway.projection.HistoryEntry.Verified;
import io.godwit.gateway.projection.MigrationView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells one migration's record from its begin to its end, each event by what came before it. */
final class Telling {
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private final MigrationView view;
  private final List<HistoryEntry> history;
  private final Related related;
  private final List<Sentence> sentences = new ArrayList<>();

  /** Since when the destination has been ready; absent: it is not. */
  private @Nullable Instant ready;

  /** In force so far; absent: none yet. */
  private @Nullable EffectivePolicy policy;

  Telling(MigrationView view, List<HistoryEntry> history, Related related) {
    this.view = view;
    this.history = history;
    this.related = related;
  }

  List<Sentence> all() {
    for (var entry : history) {
      var at = entry.told().about().at();
      tell(entry).forEach(text -> sentences.add(new Sentence(at, text)));
    }
    return sentences;
  }

  private List<String> tell(HistoryEntry entry) {
    return switch (entry.told()) {
      case Lived(var event) -> lived(event);
      case Seen seen -> isToldByDecision(seen) ? List.of() : List.of(Forecasts.seen(seen));
      case Decided(var decision) when decision.shadow() -> List.of(Steps.shadow(decision));
      case Decided(var decision) -> Steps.tell(decision);
      case Verified(var verdict) -> List.of(Steps.verified(verdict));
      case Answered(var answer) -> {
        if (answer instanceof DestinationPrepared) {
          ready = answer.about().at();
        }
        yield Answers.tell(answer);
      }
    };
  }

  private List<String> lived(MigrationEvent event) {
    var told = new ArrayList<String>();
    if (event instanceof MigrationRunning began) {
      waitedForLinks(began, told);
      policy = began.policy();
    }
    if (event instanceof PolicyRetuned retuned) {
      told.add(retuned(retuned));
      policy = retuned.policy();
    } else {
      told.addAll(LifeStory.tell(event, view, related));
    }
    if (event instanceof MigrationCompleted completed) {
      told.addAll(Comparison.tell(completed, view, history));
    }
    return told;
  }

  /** The wait of a migration whose destination was ready, which the scheduler has no event for. */
  private void waitedForLinks(MigrationRunning began, List<String> told) {
    if (ready != null) {
      var waited = Duration.between(ready, began.about().at());
      if (waited.compareTo(SHORTEST_WAIT) >= 0) {
        told.add(
            "Host %s was ready, and it waited %s for its turn on the links."
                .formatted(began.destination(), Words.time(waited)));
      }
      ready = null;
    }
  }

  private String retuned(PolicyRetuned e) {
    var changes = policy == null ? List.<String>of() : Budget.changes(policy, e.policy());
    var what = changes.isEmpty() ? Budget.told(e.policy()) : String.join("; ", changes);
    var text =
        "An operator changed its policy, to revision %d: %s".formatted(e.policy().revision(), what);
    return e.explanation() == null
        ? text + "."
        : "%s, because: %s".formatted(text, Words.ending(e.explanation()));
  }

  /** Whether a decision was made from that very trend, and so says what was seen. */
  private boolean isToldByDecision(Seen seen) {
    var about = seen.about();
    return history.stream()
        .anyMatch(entry ->
            entry.told() instanceof Decided(EscalationDecided decision)
                && !decision.shadow()
                && decision.inputs().about().attempt() == about.attempt()
                && decision.inputs().about().sequence() == about.sequence());
  }
}
