package io.godwit.scheduler.verdict;

import io.godwit.events.Bytes;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.scheduler.forecast.Forecast;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Facts that no agent can know: what the scheduler itself says of a destination. */
public final class SchedulerFacts {
  public static final String SAID_BY = "scheduler";

  /** By less than this clocks differ everywhere. */
  private static final Duration SMALL_SKEW = Duration.ofSeconds(1);

  /** By more than this commands are old on arrival, or never are. */
  private static final Duration LARGE_SKEW = Duration.ofSeconds(30);

  private final Instant at;

  /**
   * @param at when all of this was found out
   */
  public SchedulerFacts(Instant at) {
    this.at = at;
  }

  /**
   * Whether the guest fits in beside all that is promised to others.
   *
   * @param free without what is reserved for this very migration
   * @param memory of the guest
   * @param needed the same with its margin
   */
  public Fact capacity(Bytes free, Bytes memory, Bytes needed) {
    var evidence = "free %s, guest %s, with margin %s".formatted(free, memory, needed);
    if (free.compareTo(memory) < 0) {
      return fact("capacity", Answer.NO, "there is less memory free than the guest has", evidence);
    }
    return free.compareTo(needed) < 0
        ? fact(
            "capacity",
            Answer.PROBABLY_NO,
            "the guest fits in, the margin that is asked for does not",
            evidence)
        : fact("capacity", Answer.YES, "the guest fits in with its margin", evidence);
  }

  /** By the guests that run there or are to come. */
  public Fact affinity(Answer answer, String words) {
    return fact("affinity", answer, words, words);
  }

  /**
   * A host that is both in a blackout and closed is said to be in a blackout, as by the filters.
   *
   * @param closed whether an operator or an evacuation lets no guest in
   * @param blackout why nothing may start there now; absent: it may
   */
  public Fact hostOpen(boolean closed, @Nullable String blackout) {
    if (blackout != null) {
      return fact("host-open", Answer.NO, blackout, "blackout");
    }
    return closed
        ? fact("host-open", Answer.NO, "the host is closed to incoming guests", "closed")
        : fact("host-open", Answer.YES, "the host is open", "open, no blackout");
  }

  /**
   * @param skew of the destination's clock against this one; absent: not known
   */
  public Fact clockSkew(@Nullable Duration skew) {
    if (skew == null) {
      return fact("clock-skew", Answer.NO_IDEA, "the host's clock was not compared", "none");
    }
    var off = skew.abs();
    var evidence = "%d ms off".formatted(off.toMillis());
    if (off.compareTo(SMALL_SKEW) <= 0) {
      return fact("clock-skew", Answer.YES, "the clocks agree", evidence);
    }
    return off.compareTo(LARGE_SKEW) <= 0
        ? fact("clock-skew", Answer.PROBABLY_YES, "the clocks differ a little", evidence)
        : fact(
            "clock-skew",
            Answer.PROBABLY_NO,
            "the clocks differ by more than commands hold",
            evidence);
  }

  /**
   * @param forecast of the migration there; absent: the rate of the way is not known
   */
  public Fact convergence(@Nullable Forecast forecast) {
    if (forecast == null) {
      return fact(
          "convergence", Answer.NO_IDEA, "the rate of the way is not known", "no prediction");
    }
    var answer =
        switch (forecast.outlook()) {
          case UNKNOWN -> Answer.NO_IDEA;
          case CONVERGES -> Answer.YES;
          case WITH_MORE_DOWNTIME, WITH_THROTTLING, BY_POST_COPY, BY_PAUSE -> Answer.PROBABLY_YES;
          case NEVER -> Answer.PROBABLY_NO;
        };
    var course = forecast.course();
    var evidence =
        String.format(
            Locale.ROOT,
            "%.1f s, %s, downtime %d ms",
            course.total().toMillis() / 1000.0,
            course.sent(),
            course.downtime().toMillis());
    return fact("convergence", answer, course.note(), evidence);
  }

  private Fact fact(String name, Answer answer, String reason, String evidence) {
    return new Fact(name, answer, reason, evidence, at, SAID_BY, null);
  }
}
