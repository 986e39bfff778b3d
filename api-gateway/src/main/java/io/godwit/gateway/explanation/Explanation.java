package io.godwit.gateway.explanation;

import io.godwit.gateway.projection.HistoryEntry;
import io.godwit.gateway.projection.HistoryEntry.Answered;
import io.godwit.gateway.projection.HistoryEntry.Decided;
import io.godwit.gateway.projection.HistoryEntry.Lived;
import io.godwit.gateway.projection.MigrationView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A migration's record as sentences for people: what was done and why, in order. */
public record Explanation(String summary, List<Sentence> sentences) {
  public record Sentence(Instant at, String text) {}

  public Explanation {
    sentences = List.copyOf(sentences);
  }

  /**
   * @param history in order, as {@link HistoryEntry#inOrder} has it
   */
  public static Explanation of(MigrationView view, List<HistoryEntry> history) {
    var sentences = new ArrayList<Sentence>();
    for (var entry : history) {
      var at = entry.told().about().at();
      for (var text : tell(entry, view)) {
        sentences.add(new Sentence(at, text));
      }
    }
    return new Explanation(Summary.of(view), sentences);
  }

  private static List<String> tell(HistoryEntry entry, MigrationView view) {
    return switch (entry.told()) {
      case Lived lived -> LifeStory.tell(lived.event(), view);
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
