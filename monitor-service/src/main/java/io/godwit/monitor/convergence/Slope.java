package io.godwit.monitor.convergence;

import java.util.ArrayList;
import java.util.List;

/**
 * The signal of a hypervisor that looks for dirtied pages all the time (QEMU 11.1 with post-copy
 * armed, about ten times a second): what remains already holds what was dirtied meanwhile. So over
 * any stretch of time {@code dirtied = processed + change of remaining}, and a migration that
 * stands at its plateau is one whose pages become dirty as fast as they are sent, however high the
 * guest's true rate is: there remaining no longer falls.
 *
 * <p>A stretch is flat if {@code dirtied >= 0.9 sent + noise}; the noise is what the jumps of ten
 * looks a second can hide, 0.15 s of bandwidth. So 2 s of evidence ask for 97.5 %, 4 s for 93.8 %:
 * a guest whose rate is 88 % of the bandwidth, and which converges slowly, is never taken for one
 * that does not.
 *
 * @param readings of the last seconds, oldest first
 * @param rewritten bytes sent and made dirty again in the first pass
 * @param flatAt {@code rewritten} when the first pass was last seen flat; 0 if never
 */
record Slope(List<Reading> readings, long rewritten, long flatAt) {
  static final Slope NONE = new Slope(List.of(), 0, 0);
  private static final double LONGEST_SECONDS = 4.3;
  private static final double SHORTEST_SECONDS = 1.8;
  private static final long SPACING_MILLIS = 90;
  private static final double NOISE_SECONDS = 0.15;
  private static final double FLAT = 0.9;

  Slope {
    readings = List.copyOf(readings);
  }

  Slope with(Reading now, boolean firstPass) {
    if (readings.isEmpty()) {
      return new Slope(List.of(now), rewritten, flatAt);
    }
    var last = readings.getLast();
    if (now.elapsedMillis() - last.elapsedMillis() < SPACING_MILLIS) {
      return this;
    }
    var kept = new ArrayList<Reading>();
    for (var reading : readings) {
      if (now.secondsSince(reading) <= LONGEST_SECONDS) {
        kept.add(reading);
      }
    }
    kept.add(now);
    if (!firstPass) {
      return new Slope(kept, rewritten, flatAt);
    }
    var next = new Slope(kept, rewritten + now.dirtiedSince(last), flatAt);
    return next.isFlat(true) ? new Slope(kept, next.rewritten, next.rewritten) : next;
  }

  /** Whether there is enough of it to say that remaining falls. */
  boolean tells() {
    return readings.size() > 1
        && readings.getLast().secondsSince(readings.getFirst()) >= SHORTEST_SECONDS;
  }

  /** Whether, over some stretch that ends now, pages became dirty as fast as they were sent. */
  boolean isFlat(boolean firstPass) {
    long dirtied = 0;
    long sent = 0;
    for (int i = readings.size() - 1; i > 0; i--) {
      dirtied += readings.get(i).dirtiedSince(readings.get(i - 1));
      sent += readings.get(i).sentSince(readings.get(i - 1), firstPass);
      double seconds = readings.getLast().secondsSince(readings.get(i - 1));
      double noise = sent / Math.max(seconds, 1e-3) * NOISE_SECONDS;
      if (seconds >= SHORTEST_SECONDS && sent > 0 && dirtied >= FLAT * sent + noise) {
        return true;
      }
    }
    return false;
  }

  /** Bytes per second that became dirty. */
  double dirtyRate() {
    long dirtied = 0;
    for (int i = 1; i < readings.size(); i++) {
      dirtied += readings.get(i).dirtiedSince(readings.get(i - 1));
    }
    return dirtied / Math.max(1e-3, readings.getLast().secondsSince(readings.getFirst()));
  }

  double seconds() {
    return readings.size() < 2 ? 0 : readings.getLast().secondsSince(readings.getFirst());
  }

  /** What remained, on average. */
  double remaining() {
    return readings.stream().mapToLong(Reading::remaining).average().orElse(0);
  }

  /** Without what was read before this moment of the job. */
  Slope since(long elapsedMillis) {
    return new Slope(
        readings.stream().filter(reading -> reading.elapsedMillis() >= elapsedMillis).toList(),
        rewritten,
        flatAt);
  }
}
