package io.godwit.scheduler.dispatch;

import io.godwit.events.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The order of the queue as one moment per migration, fixed when it is admitted: the earlier goes
 * first. A reason that is less urgent by one level counts as one {@code aging} later, so that
 * whatever waits that much longer goes before: nothing starves, and nothing has to be written as
 * time passes.
 *
 * <p>Projects share by start-time fair queueing (Goyal, Vin, Cheng 1996): each admission moves its
 * project's tag on by {@code fairStep} over the project's weight, and never behind the present; how
 * far the tag is ahead of the present is by how much the request comes later.
 *
 * @param aging by how much one level of urgency comes later
 * @param fairStep how far one admission of a project of weight 1 moves its tag; zero: projects do
 *     not share
 */
public record Turns(Duration aging, Duration fairStep) {
  public static final Turns DEFAULT = new Turns(Duration.ofMinutes(10), Duration.ofSeconds(1));

  /** Of priority that counts as much as one level of urgency. */
  private static final int PRIORITIES_PER_LEVEL = 100;

  /** The lower, the more urgent. */
  public static int level(Reason reason) {
    return switch (reason) {
      case EVACUATION -> 0;
      case MAINTENANCE -> 1;
      case USER -> 2;
      case REBALANCE -> 3;
    };
  }

  /**
   * @param requestedAt when it was asked for; another attempt keeps it
   * @param priority -100 to 100, the higher the sooner; 100 count as one level
   * @param fairDelay what its project's share makes it later by; zero for guests of an evacuation
   */
  public Instant turn(Instant requestedAt, Reason reason, int priority, Duration fairDelay) {
    return requestedAt
        .plus(aging.multipliedBy(level(reason)))
        .minus(aging.multipliedBy(priority).dividedBy(PRIORITIES_PER_LEVEL))
        .plus(fairDelay);
  }

  /**
   * A project's tag with one more admission; what it is ahead of {@code now} is the fair delay.
   *
   * @param last its tag so far; absent: its first admission
   * @param weight of the project, at least 1
   */
  public Instant tag(@Nullable Instant last, Instant now, int weight) {
    if (last == null) {
      return now;
    }
    var next = last.plus(fairStep.dividedBy(weight));
    return next.isBefore(now) ? now : next;
  }
}
