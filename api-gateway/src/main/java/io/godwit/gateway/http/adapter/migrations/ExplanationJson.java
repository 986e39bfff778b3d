package io.godwit.gateway.http.adapter.migrations;

import io.godwit.gateway.explanation.Explanation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

@Schema(name = "Explanation", description = "What was done and why, for people")
record ExplanationJson(
    String id,
    @Schema(description = "In one sentence") String summary,
    List<SentenceJson> sentences) {

  @Schema(name = "Sentence")
  record SentenceJson(Instant at, String text) {}

  static ExplanationJson of(String id, Explanation explanation) {
    var sentences =
        explanation.sentences().stream()
            .map(sentence -> new SentenceJson(sentence.at(), sentence.text()))
            .toList();
    return new ExplanationJson(id, explanation.summary(), sentences);
  }
}
