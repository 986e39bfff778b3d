package io.godwit.convergence.model;

import io.godwit.convergence.model.Lever.AsItStands;
import io.godwit.convergence.model.Lever.Bandwidth;
import io.godwit.convergence.model.Lever.Downtime;
import io.godwit.convergence.model.Lever.Pause;
import io.godwit.convergence.model.Lever.PostCopy;
import io.godwit.convergence.model.Lever.Throttle;
import io.godwit.convergence.model.Lever.Together;
import io.godwit.events.Bytes;
import io.godwit.events.convergence.Eta;
import io.godwit.events.convergence.Prediction;
import java.time.Duration;

/**
 * What a lever would make of a migration. Dirty rate and working set are drawn from their ranges,
 * and each pair's passes are computed; the probability is the weight of the pairs whose passes come
 * down to the threshold, computed without steps so that it is smooth.
 *
 * <ul>
 *   <li>Pre-copy sends at B; work lost is the standstill and the throttle's share of the time.
 *   <li>Post-copy sends at B, where Godwit keeps the migration's limit too, and never at more than
 *       the link carries. Faults of a guest that writes a quarter of that or more stand in the way
 *       of nearly all its work until the rest is there; one that writes less loses as much less.
 *       The standstill is that of the lab: 0.2 s, and what is on its way ahead of the first faults.
 *   <li>A pause sends at B what does not fit under the threshold, the rest at S; all of it lost.
 *   <li>Disks go first, at B.
 * </ul>
 *
 * <p>Where nothing completes, the standstill is that of a switch-over at the plateau, which is not
 * made, and what is still to be sent is what is outstanding now.
 */
public final class Predictions {
  /** Devices' state and the hand-over itself, as seen in the lab. */
  private static final double SWITCH_SECONDS = 0.05;

  private static final double POST_COPY_SWITCH_SECONDS = 0.2;
  private static final double AHEAD_OF_FAULTS = 45e6;
  private static final double SHARE_OF_LINK_THAT_HOLDS_ALL = 0.25;

  /** Rates are not measured better than this. */
  private static final double RATE_ERROR = 0.05;

  private static final double LONGEST_SECONDS = 1e9;

  private Predictions() {}

  /** What becomes of it if the lever is moved now, once and for good. */
  public static Prediction of(Condition condition, Lever lever) {
    return switch (lever) {
      case AsItStands _, Bandwidth _, Downtime _, Throttle _ -> preCopy(changed(condition, lever));
      case PostCopy _ -> postCopy(condition);
      case Pause _ -> pause(condition);
      case Together(var first, var second) -> of(changed(condition, first), second);
    };
  }

  /** The condition with the lever's term moved; ways to end it move none. */
  private static Condition changed(Condition condition, Lever lever) {
    return switch (lever) {
      case AsItStands _, PostCopy _, Pause _ -> condition;
      case Bandwidth(double rate) -> condition.withBandwidth(rate);
      case Downtime(var allowed) -> condition.withDowntime(allowed.toMillis() / 1000.0);
      case Throttle(int percent) -> condition.withThrottle(percent);
      case Together(var first, var second) -> changed(changed(condition, first), second);
    };
  }

  private static Prediction preCopy(Condition condition) {
    var outcomes = Outcomes.of(condition);
    double probability = Outcomes.probability(condition);
    if (outcomes.none() || condition.bandwidth() <= 0) {
      double stop = stop(condition, Outcomes.likelyPlateau(condition));
      return new Prediction(
          probability, null, time(stop), time(stop), wire(condition, condition.remaining()));
    }
    double before = condition.disk() / condition.bandwidth();
    double low = before + outcomes.seconds(0.1) * (1 - RATE_ERROR);
    double high = before * (1 + RATE_ERROR) + outcomes.seconds(0.9) * (1 + RATE_ERROR);
    double stop = stop(condition, outcomes.left(0.9));
    double slowed = condition.throttlePercent() / 100.0 * (before + outcomes.meanSeconds());
    return new Prediction(
        probability,
        eta(low, high + stop),
        time(stop),
        time(stop(condition, outcomes.meanLeft()) + slowed),
        wire(condition, outcomes.meanSent() + outcomes.meanLeft()));
  }

  private static Prediction postCopy(Condition condition) {
    double rate = condition.bandwidth() > 0 ? condition.bandwidth() : condition.switchoverRate();
    if (rate <= 0) {
      return unknown(condition);
    }
    double standstill = POST_COPY_SWITCH_SECONDS + AHEAD_OF_FAULTS / rate;
    double fetching = Math.max(0, condition.remaining() - AHEAD_OF_FAULTS) / rate;
    double busy = 0;
    for (var draw : Outcomes.DRAWS) {
      busy += draw.weight() * heldByFaults(condition.dirtyRate().at(draw.deviations()), rate);
    }
    double seconds =
        diskSeconds(condition) + POST_COPY_SWITCH_SECONDS + condition.remaining() / rate;
    return new Prediction(
        1,
        eta(seconds * 0.9, seconds * 1.25 + 0.3),
        time(standstill),
        time(standstill + busy * fetching),
        wire(condition, condition.remaining()));
  }

  /** The share of a guest's work that its faults hold up while its pages come at this rate. */
  static double heldByFaults(double dirtyRate, double rate) {
    return Math.min(1, dirtyRate / rate / SHARE_OF_LINK_THAT_HOLDS_ALL);
  }

  private static Prediction pause(Condition condition) {
    if (condition.bandwidth() <= 0 || condition.switchoverRate() <= 0) {
      return unknown(condition);
    }
    double over = Math.max(0, condition.remaining() - condition.threshold());
    double seconds =
        diskSeconds(condition)
            + over / condition.bandwidth()
            + stop(condition, condition.remaining() - over);
    return new Prediction(
        1,
        eta(seconds * 0.9, seconds * 1.1 + 0.2),
        time(seconds),
        time(seconds),
        wire(condition, condition.remaining()));
  }

  private static Prediction unknown(Condition condition) {
    return new Prediction(
        0, null, Duration.ZERO, Duration.ZERO, wire(condition, condition.remaining()));
  }

  private static double diskSeconds(Condition condition) {
    return condition.bandwidth() <= 0 ? 0 : condition.disk() / condition.bandwidth();
  }

  private static double stop(Condition condition, double left) {
    double rate = condition.switchoverRate();
    return SWITCH_SECONDS + (rate <= 0 ? 0 : left / rate);
  }

  private static Bytes wire(Condition condition, double memory) {
    return new Bytes(Math.round(condition.disk() + Math.max(0, memory) / condition.compression()));
  }

  private static Eta eta(double low, double high) {
    return new Eta(time(low), time(Math.max(low, high)));
  }

  private static Duration time(double seconds) {
    return Duration.ofMillis(Math.round(Math.min(Math.max(0, seconds), LONGEST_SECONDS) * 1000));
  }
}
