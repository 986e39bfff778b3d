package io.godwit.monitor.convergence;

import org.jspecify.annotations.Nullable;

/**
 * The smoothed rate at which memory moves: an average of the rates between samples whose weights
 * fade with time, {@code alpha = 1 - exp(-dt / tau)}, so that uneven spacing does not matter. The
 * hypervisor's own figure is of 100 ms only. The first second, in which a connection gathers speed,
 * is replaced by what follows.
 *
 * @param beganMillis job time of the last reading before memory moved
 * @param last the last reading taken in
 * @param bytesPerSecond the smoothed rate; zero until something moved
 * @param settled whether the first second is over
 * @param inFirstPass whether the last reading was of the first pass, with its zero pages
 */
record Flow(
    long beganMillis,
    @Nullable Reading last,
    double bytesPerSecond,
    boolean settled,
    boolean inFirstPass) {
  static final Flow NONE = new Flow(0, null, 0, false, true);
  private static final double TAU_SECONDS = 2;
  private static final long RAMP_UP_MILLIS = 800;
  private static final double SHORTEST_SECONDS = 0.05;

  /** Begins anew because a limit changed; until something moved the rate is taken to be this. */
  Flow anew(Reading now, double rate) {
    return new Flow(now.elapsedMillis(), now, rate, false, inFirstPass);
  }

  Flow with(Reading now, boolean firstPass) {
    if (last == null || now.processed() < last.processed()) {
      return new Flow(now.elapsedMillis(), now, bytesPerSecond, settled, firstPass);
    }
    double seconds = now.secondsSince(last);
    if (seconds < SHORTEST_SECONDS) {
      return this;
    }
    double rate = now.sentSince(last, inFirstPass) / seconds;
    if (bytesPerSecond == 0) {
      long began = rate == 0 ? now.elapsedMillis() : beganMillis;
      return new Flow(began, now, rate, false, firstPass);
    }
    if (!settled) {
      boolean afterRampUp = last.elapsedMillis() - beganMillis >= RAMP_UP_MILLIS;
      return new Flow(beganMillis, now, rate > 0 ? rate : bytesPerSecond, afterRampUp, firstPass);
    }
    double alpha = -Math.expm1(-seconds / TAU_SECONDS);
    double smoothed = bytesPerSecond + alpha * (rate - bytesPerSecond);
    return new Flow(beganMillis, now, smoothed, true, firstPass);
  }
}
