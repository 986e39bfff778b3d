package io.godwit.events.agent;

import io.godwit.events.Require;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One answer about a guest and a destination.
 *
 * @param name what was asked, in kebab case
 * @param answer the graded answer
 * @param reason for people
 * @param evidence the values that were compared
 * @param at when it was found out
 * @param saidBy who found it out: a host's agent by the host's id, or {@code scheduler}
 * @param holds how long it may be relied on; absent: until its attempt ends
 */
public record Fact(
    String name,
    Answer answer,
    String reason,
    String evidence,
    Instant at,
    @Nullable String saidBy,
    @Nullable Duration holds) {
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

  /** One whose author is who answers, and that holds as long as its attempt. */
  public Fact(String name, Answer answer, String reason, String evidence, Instant at) {
    this(name, answer, reason, evidence, at, null, null);
  }
}
