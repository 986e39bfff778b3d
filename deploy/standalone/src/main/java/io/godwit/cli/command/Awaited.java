package io.godwit.cli.command;

import io.godwit.cli.gateway.Refused;
import io.godwit.parts.PartFailed;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the scheduler does a moment after the gateway has accepted a request for it. */
final class Awaited {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration INTERVAL = Duration.ofMillis(150);
  private static final int NOT_THERE_YET = 404;

  private Awaited() {}

  /** Asked again and again. */
  interface Question<T> {
    /** Null: not yet. */
    @Nullable T ask() throws InterruptedException;
  }

  /**
   * Asks until there is an answer.
   *
   * @param missing what people are told was not done when there is none in time
   */
  static <T> T answer(String missing, Question<T> question) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      var answer = asked(question);
      if (answer != null) {
        return answer;
      }
      if (System.nanoTime() > deadline) {
        throw new PartFailed(
            "the scheduler has not %s within %d s (./godwit status)"
                .formatted(missing, LIMIT.toSeconds()));
      }
      Thread.sleep(INTERVAL.toMillis());
    }
  }

  private static <T> @Nullable T asked(Question<T> question) throws InterruptedException {
    try {
      return question.ask();
    } catch (Refused e) {
      if (e.status() == NOT_THERE_YET) {
        return null;
      }
      throw e;
    }
  }
}
