package io.godwit.policy.lever;

import io.godwit.convergence.model.Condition;
import io.godwit.convergence.model.Lever;
import io.godwit.convergence.model.PassUnderWay;
import io.godwit.convergence.model.Predictions;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Eta;
import io.godwit.events.convergence.Prediction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All that a step is weighed on. Time is that of the trend.
 *
 * @param expectedToConverge whether it was predicted before the start that it would
 * @param condition the trend as the model needs it
 */
public record View(
    EffectivePolicy policy,
    ConvergenceTrend trend,
    Track track,
    Rules rules,
    boolean expectedToConverge,
    Condition condition) {
  private static final double NEAR = 2;

  public static View of(
      EffectivePolicy policy,
      ConvergenceTrend trend,
      Track track,
      Rules rules,
      boolean expectedToConverge) {
    return new View(policy, trend, track, rules, expectedToConverge, Condition.of(trend));
  }

  public Prediction predicted(Lever lever) {
    return Predictions.of(condition, lever);
  }

  /** Whether it will finish, likely enough. */
  public boolean finishes(Prediction prediction) {
    return prediction.eta() != null && prediction.probability() >= rules.leastProbability();
  }

  /** Whether it will be over by the deadline, if there is one. */
  public boolean inTime(Prediction prediction) {
    var left = timeLeft();
    var eta = prediction.eta();
    return left == null || (eta != null && eta.high().compareTo(left) <= 0);
  }

  /** Until the deadline, below zero after it; absent: there is none. */
  public @Nullable Duration timeLeft() {
    var deadline = policy.deadline();
    return deadline == null ? null : Duration.between(trend.about().at(), deadline);
  }

  /**
   * How long a plateau is waited out. A time and not a number of passes: a phase is a matter of the
   * guest's clock, whatever the link carries. Twice as long if it may pass by itself.
   */
  public Duration patience() {
    return mayPass() ? rules.patience().multipliedBy(2) : rules.patience();
  }

  /** Seen to change, or so near to the threshold that what sways may come under it. */
  public boolean mayPass() {
    return track.changing() || trend.leastRemaining().count() <= NEAR * trend.threshold().count();
  }

  /** How long of that is left; zero if it is over. */
  public Duration patienceLeft() {
    var plateau = track.plateau();
    if (plateau == null) {
      return Duration.ZERO;
    }
    var left = patience().minus(Duration.between(plateau.since(), trend.about().at()));
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** The pass under way, the first or one that is taken to begin. */
  public PassUnderWay pass() {
    if (trend.pass() > 1) {
      return PassUnderWay.BEGINS;
    }
    long disks = trend.diskTotal().count() - trend.diskRemaining().count();
    double moved = (double) Math.max(0, trend.transferred().count() - disks);
    double seconds = condition.bandwidth() <= 0 ? 0 : moved / condition.bandwidth();
    return new PassUnderWay(
        trend.bulkDone(), Math.min(seconds, trend.elapsed().toMillis() / 1000.0));
  }

  /** At the end of the pass under way, on average. */
  public View afterThisPass() {
    return new View(policy, trend, track, rules, expectedToConverge, pass().after(condition));
  }

  /** At which memory would move if so many bytes went over the link. */
  public double movedAt(long wire) {
    var limit = trend.bandwidthLimit();
    return limit == null || limit.count() == 0
        ? (double) wire
        : condition.bandwidth() * ((double) wire / limit.count());
  }

  /** The middle of what is expected, seconds; endless if it never ends. */
  public static double seconds(Prediction prediction) {
    Eta eta = prediction.eta();
    return eta == null
        ? Double.POSITIVE_INFINITY
        : (eta.low().toMillis() + eta.high().toMillis()) / 2000.0;
  }
}
