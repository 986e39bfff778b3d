package io.godwit.agent.physics;

import io.godwit.events.agent.StartSettings;
import org.jspecify.annotations.Nullable;

/**
 * QEMU's own throttling: where twice, at looks of at least a second between them, more than half as
 * much was dirtied as was sent, it slows the guest a step more.
 */
final class AutoConverge {
  private static final double BETWEEN_LOOKS = 1;
  private static final double HIGH = 0.5;
  private static final int HIGH_LOOKS = 2;
  private static final int MOST = 99;

  private final StartSettings.@Nullable AutoConverge armed;
  private double lookedAt;
  private double sentBefore;
  private double dirtied;
  private int high;
  private int percent;

  AutoConverge(StartSettings.@Nullable AutoConverge armed) {
    this.armed = armed;
  }

  int percent() {
    return percent;
  }

  /**
   * The dirty bitmap was synced.
   *
   * @param now since the start
   * @param found bytes that it found dirty
   * @param sent since the start
   */
  void synced(double now, double found, double sent) {
    dirtied += found;
    if (armed == null || now - lookedAt < BETWEEN_LOOKS) {
      return;
    }
    if (dirtied > HIGH * (sent - sentBefore) && ++high >= HIGH_LOOKS) {
      high = 0;
      percent =
          percent == 0
              ? armed.initialPercent()
              : Math.min(MOST, percent + armed.incrementPercent());
    }
    lookedAt = now;
    sentBefore = sent;
    dirtied = 0;
  }
}
