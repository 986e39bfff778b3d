package io.godwit.gateway.explanation;

import io.godwit.gateway.projection.HistoryEntry;
import io.godwit.gateway.projection.MigrationView;
import java.time.Instant;
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
  public static Explanation of(MigrationView view, List<HistoryEntry> history, Related related) {
    return new Explanation(Summary.of(view), new Telling(view, history, related).all());
  }
}
