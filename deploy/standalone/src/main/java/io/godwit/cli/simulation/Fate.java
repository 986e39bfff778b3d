package io.godwit.cli.simulation;

import io.godwit.events.EffectivePolicy;
import java.time.Duration;
import java.time.Instant;

/**
 * What became of one guest, whatever its policy wanted: what really happened to it, not what was
 * commanded.
 *
 * @param end how it ended
 * @param total from the start of the job to its end, or to the horizon
 * @param workLost seconds of its usual work that the guest did not do
 * @param standstill seconds of the longest time that it stood still
 * @param paused whether it was held at the source at some time
 * @param postCopy whether it was switched to post-copy
 * @param throttlePercent the most that it was slowed by, by whatever means
 * @param asked the most that was asked for of the link, as a share of it; 0: nothing was
 * @param sent bytes on the wire
 * @param bulk bytes that a guest that writes nothing would take
 */
record Fate(
    End end,
    Duration total,
    double workLost,
    double standstill,
    boolean paused,
    boolean postCopy,
    int throttlePercent,
    double asked,
    long sent,
    long bulk) {
  private static final double ROUNDING = 1e-6;

  /** How it ended. */
  enum End {
    COMPLETED,
    GIVEN_UP,
    /** It still ran at the horizon. */
    RUNNING
  }

  boolean completed() {
    return end == End.COMPLETED;
  }

  /** Whether the guest was spared all that an intent forbids. */
  boolean within(EffectivePolicy intent) {
    return standstill <= mostStandstill(intent) + ROUNDING
        && (!postCopy || intent.postCopyAllowed())
        && throttlePercent <= intent.throttleBudgetPercent()
        && asked <= intent.bandwidthShare() + ROUNDING;
  }

  /** A pause ends in a switch-over, which the guest awaits standing still. */
  private double mostStandstill(EffectivePolicy intent) {
    var downtime = intent.downtimeBudget();
    return (paused ? intent.pauseBudget().plus(downtime) : downtime).toMillis() / 1000.0;
  }

  /** Whether it completed as an intent wants: within its budgets and by its deadline. */
  boolean meets(EffectivePolicy intent, Instant start) {
    var deadline = intent.deadline();
    boolean inTime = deadline == null || !start.plus(total).isAfter(deadline);
    return completed() && inTime && within(intent);
  }
}
