package io.godwit.events.agent;

import io.godwit.events.Require;
import java.time.Instant;

/**
 * One answer about a guest and a destination.
 *
 * @param name what was asked, in kebab case
 * @param answer the graded answer
 * @param reason for people
 * @param evidence the values that were compared
 * @param at when it was found out
 */
public record Fact(String name, Answer answer, String reason, String evidence, Instant at) {
  /** From a firm no to a firm yes. */
  public enum Answer {
    NO,
    PROBABLY_NO,
    NO_IDEA,
    PROBABLY_YES,
    YES
  }

  public Fact {
    Require.text(name, "name", 100);
    Require.present(answer, "answer");
    Require.present(reason, "reason");
    Require.present(evidence, "evidence");
    Require.present(at, "at");
  }
}
