package io.godwit.gateway.explanation;

import io.godwit.events.agent.AgentEvent.DestinationPrepared;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.gateway.projection.HistoryEntry;
import io.godwit.gateway.projection.HistoryEntry.Answered;
import io.godwit.gateway.projection.HistoryEntry.Decided;
import io.godwit.gateway.projection.HistoryEntry.Lived;
import io.godwit.gateway.projection.HistoryEntry.Verified;
import io.godwit.gateway.projection.MigrationView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A migration's record as sentences for people: what was done and why, in order. */
public record Explanation(String summary, List<Sentence> sentences) {
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  public record Sentence(Instant at, String text) {}

  public Explanation {
    sentences = List.copyOf(sentences);
  }

  /**
   * @param history in order, as {@link HistoryEntry#inOrder} has it
   */
  public static Explanation of(MigrationView view, List<HistoryEntry> history, Related related) {
    var sentences = new ArrayList<Sentence>();
    Instant ready = null;
    for (var entry : history) {
      var at = entry.told().about().at();
      if (entry.told() instanceof Answered(DestinationPrepared _)) {
        ready = at;
      }
      if (ready != null && entry.told() instanceof Lived(MigrationRunning began)) {
        waitedForLinks(ready, began).ifPresent(text -> sentences.add(new Sentence(at, text)));
        ready = null;
      }
      for (var text : tell(entry, view, related)) {
        sentences.add(new Sentence(at, text));
      }
    }
    return new Explanation(Summary.of(view), sentences);
  }

  /** The wait of a migration whose destination was ready, which the scheduler has no event for. */
  private static Optional<String> waitedForLinks(Instant ready, MigrationRunning began) {
    var waited = Duration.between(ready, began.about().at());
    return waited.compareTo(SHORTEST_WAIT) < 0
        ? Optional.empty()
        : Optional.of(
            "Host %s was ready, and it waited %s for its turn on the links."
                .formatted(began.destination(), Words.time(waited)));
  }

  private static List<String> tell(HistoryEntry entry, MigrationView view, Related related) {
    return switch (entry.told()) {
      case Lived lived -> LifeStory.tell(lived.event(), view, related);
      case Verified verified -> List.of(Steps.verified(verified.verdict()));
      case Decided decided when decided.decision().shadow() ->
          List.of(Steps.shadow(decided.decision()));
      case Decided decided -> decided(decided);
      case Answered answered -> Answers.tell(answered.answer());
    };
  }

  private static List<String> decided(Decided told) {
    var decision = told.decision();
    var sentences = new ArrayList<String>();
    sentences.add(Steps.seen(decision));
    sentences.add(Steps.taken(decision));
    for (var refused : decision.refused()) {
      sentences.add(
          "Refused was %s: %s"
              .formatted(Steps.name(refused.escalation()), Words.ending(refused.why())));
    }
    return sentences;
  }
}
