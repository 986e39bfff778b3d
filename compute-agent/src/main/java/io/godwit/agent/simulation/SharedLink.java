package io.godwit.agent.simulation;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.Require;
import java.time.Duration;

/**
 * What a link gives to one migration: all of it, except while others are on it.
 *
 * @param rate of the link
 * @param othersFrom when others come, since the start
 * @param othersUntil when they are gone
 * @param part of the rate that is left meanwhile, more than 0 to 1
 */
public record SharedLink(
    BytesPerSecond rate, Duration othersFrom, Duration othersUntil, double part) {
  public SharedLink {
    Require.atLeast(rate.count(), 1, "rate");
    Require.notNegative(othersFrom, "othersFrom");
    Require.notNegative(othersUntil, "othersUntil");
    if (!(part > 0 && part <= 1)) {
      throw new IllegalArgumentException("part must be more than 0 to 1, is " + part);
    }
  }

  /** One that nobody else uses. */
  public static SharedLink alone(BytesPerSecond rate) {
    return new SharedLink(rate, Duration.ZERO, Duration.ZERO, 1);
  }

  /** Bytes per second at that time. */
  double at(double seconds) {
    return seconds >= from() && seconds < until() ? rate.count() * part : rate.count();
  }

  /** Seconds until it changes. */
  double untilChange(double seconds) {
    if (seconds < from()) {
      return from() - seconds + 1e-9;
    }
    return seconds < until() ? until() - seconds + 1e-9 : Double.POSITIVE_INFINITY;
  }

  private double from() {
    return othersFrom.toNanos() / 1e9;
  }

  private double until() {
    return othersUntil.toNanos() / 1e9;
  }
}
