package io.godwit.scheduler.lifecycle;

import io.godwit.scheduler.dispatch.Turns;
import io.godwit.scheduler.policy.Policies;
import io.godwit.scheduler.verdict.LeastAnswers;
import java.time.Duration;
import java.util.List;

/**
 * How long the scheduler waits, how often it tries, and what it accepts.
 *
 * @param patience how long it waits
 * @param retries how often it tries
 * @param checks how destinations are asked
 * @param least the least answer to each fact that a destination may give
 * @param turns the order of the queue
 * @param policies what a migration may cost its guest
 */
public record Rules(
    Patience patience,
    Retries retries,
    Checks checks,
    LeastAnswers least,
    Turns turns,
    Policies policies) {

  /**
   * @param others how long those of the shortlist may take that are not the destination
   * @param maxAge of the destination's last answer when the migration starts
   * @param dirtying periods for which the guest's writing is measured before the start
   */
  public record Checks(Duration others, Duration maxAge, List<Duration> dirtying) {}

  /**
   * @param answer to a command, before it is sent again
   * @param silence of a destination in checking or preparing, before the attempt is given up
   * @param start how long the source may take to begin
   * @param runningCheck between two looks at a migration that runs
   * @param verify between two looks at both hosts, to begin with
   * @param halfOpen of a post-copy that lost one side only, before the other one is paused
   * @param tearDown how long a destination may take to clean up
   */
  public record Patience(
      Duration answer,
      Duration silence,
      Duration start,
      Duration runningCheck,
      Duration verify,
      Duration halfOpen,
      Duration tearDown) {

    /** Between two looks: ten at once, then ever slower, at most as slow as for a running one. */
    Duration round(int rounds) {
      var slower = verify.multipliedBy(Math.max(1, rounds - 9));
      return slower.compareTo(runningCheck) < 0 ? slower : max(verify, runningCheck);
    }

    private static Duration max(Duration one, Duration other) {
      return one.compareTo(other) > 0 ? one : other;
    }
  }

  /**
   * @param most how many attempts may follow the first
   * @param backOff before the second attempt; it doubles with each
   * @param longestBackOff the most that it grows to
   */
  public record Retries(int most, Duration backOff, Duration longestBackOff) {

    /** The wait after so many failed attempts, at least one. */
    Duration after(int failed) {
      var wait = backOff.multipliedBy(1L << Math.min(20, failed - 1));
      return wait.compareTo(longestBackOff) < 0 ? wait : longestBackOff;
    }
  }
}
