package io.godwit.monitor.convergence;

import io.godwit.events.convergence.ProgressSample;

/**
 * What may be set of a migration under way, as its last sample said.
 *
 * @param downtimeMillis allowed
 * @param limit its own, bytes per second; 0: none
 * @param throttlePercent by how much the guest is slowed
 * @param paused whether the guest is held still
 */
record Settings(long downtimeMillis, long limit, int throttlePercent, boolean paused) {
  static final Settings NONE = new Settings(0, 0, 0, false);
  private static final int MOST_THROTTLE = 99;

  static Settings of(ProgressSample sample) {
    var limit = sample.bandwidthLimit();
    return new Settings(
        sample.maxDowntime().toMillis(),
        limit == null ? 0 : limit.count(),
        Math.min(MOST_THROTTLE, sample.throttlePercent()),
        sample.guestPaused());
  }

  /** Share of its CPU time that the guest has. */
  double freedom() {
    return 1 - throttlePercent / 100.0;
  }
}
