package io.godwit.agent.host;

import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import java.time.Duration;
import java.time.Instant;

/** One host that answers one question at one moment. */
record Answering(Question question, HostView.Seen host, Instant now) {
  /** What other guests may change at any time is to be looked at again after this. */
  private static final Duration SOON_STALE = Duration.ofSeconds(10);

  private static final int LONGEST_NAME = 100;

  /** A fact that stays so as long as host and guest stay what they are. */
  Fact lasting(String name, Answer answer, String reason, String evidence) {
    return new Fact(name, answer, reason, evidence, now, question.here().value(), null);
  }

  /** A fact that other guests may change. */
  Fact passing(String name, Answer answer, String reason, String evidence) {
    return new Fact(name, answer, reason, evidence, now, question.here().value(), SOON_STALE);
  }

  /** The name of a fact about one of several. */
  static String named(String fact, String one) {
    var name = fact + "-" + one;
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }
}
