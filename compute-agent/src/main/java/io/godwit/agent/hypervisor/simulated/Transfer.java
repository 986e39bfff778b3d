package io.godwit.agent.hypervisor.simulated;

import io.godwit.events.Bytes;

/**
 * The physics of one migration: first the disks that are copied, then passes of pre-copy, each
 * sending what was dirtied during the one before, then the switch-over or post-copy. Amounts are
 * bytes and times seconds, as doubles: boundaries are met exactly, not by steps.
 *
 * @param guest whose memory moves
 * @param disks bytes of the disks that are copied
 * @param disksUnsent what is left of them
 * @param stage where it is
 * @param pass counted from 1
 * @param unsent what is left of this pass, or of all in switch-over and post-copy
 * @param dirtied distinct bytes dirtied since the pass began
 * @param handled bytes of pages dealt with, zero pages included
 * @param sent bytes on the wire
 * @param elapsed since the start
 * @param passElapsed since the pass began
 * @param lastDirtyRate dirtied per second of the pass before
 * @param downtime that the guest stood still
 */
public record Transfer(
    SimulatedGuest guest,
    double disks,
    double disksUnsent,
    Stage stage,
    int pass,
    double unsent,
    double dirtied,
    double handled,
    double sent,
    double elapsed,
    double passElapsed,
    double lastDirtyRate,
    double downtime) {
  /** The device state, and what starting the guest on the other side takes. */
  public static final double SWITCH_OVER_OVERHEAD_SECONDS = 0.03;

  private static final double NOTHING = 0.5;

  /** Where a transfer is. */
  public enum Stage {
    DISKS,
    PRE_COPY,
    SWITCH_OVER,
    POST_COPY,
    DONE
  }

  static Transfer begin(SimulatedGuest guest, Bytes disks) {
    var stage = disks.count() > 0 ? Stage.DISKS : Stage.PRE_COPY;
    double copied = disks.count();
    double memory = guest.memory().count();
    return new Transfer(guest, copied, copied, stage, 1, memory, 0, 0, 0, 0, 0, 0, 0);
  }

  /**
   * Time until something has to be decided, if the wire carries {@code rate}; infinite where
   * nothing moves.
   */
  double secondsToBoundary(double rate) {
    if (isAtBoundary()) {
      return 0;
    }
    if (stage == Stage.DONE || rate <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    return stage == Stage.DISKS ? disksUnsent / rate : unsent / pageRate(rate);
  }

  /** Zero pages go in no time, so in the first pass pages move faster than the wire. */
  private double pageRate(double rate) {
    boolean zeroPages = stage == Stage.PRE_COPY && pass == 1 && guest.used().count() > 0;
    return zeroPages ? rate * guest.memory().count() / guest.used().count() : rate;
  }

  /** The same after {@code seconds} at {@code rate}, which must not lead beyond the boundary. */
  Transfer after(double seconds, double rate) {
    return stage == Stage.DISKS
        ? withDisksAfter(seconds, rate * seconds)
        : withMemoryAfter(seconds, rate);
  }

  private Transfer withDisksAfter(double seconds, double bytes) {
    return new Transfer(
        guest,
        disks,
        Math.max(0, disksUnsent - bytes),
        stage,
        pass,
        unsent,
        dirtied,
        handled,
        sent + bytes,
        elapsed + seconds,
        0,
        lastDirtyRate,
        downtime);
  }

  private Transfer withMemoryAfter(double seconds, double rate) {
    double pages = Math.min(unsent, pageRate(rate) * seconds);
    boolean runsHere = stage == Stage.PRE_COPY;
    return new Transfer(
        guest,
        disks,
        disksUnsent,
        stage,
        pass,
        unsent - pages,
        runsHere ? guest.dirtyAfter(seconds, dirtied) : dirtied,
        handled + pages,
        sent + rate * seconds,
        elapsed + seconds,
        passElapsed + seconds,
        lastDirtyRate,
        stage == Stage.SWITCH_OVER ? downtime + seconds : downtime);
  }

  boolean isAtBoundary() {
    return switch (stage) {
      case DISKS -> disksUnsent <= NOTHING;
      case PRE_COPY, SWITCH_OVER, POST_COPY -> unsent <= NOTHING;
      case DONE -> false;
    };
  }

  /** At the end of a pass: whether what was dirtied meanwhile fits in the allowed downtime. */
  boolean fits(double threshold) {
    return stage == Stage.PRE_COPY && dirtied <= threshold;
  }

  /** The disks are there: the first pass over the memory. */
  Transfer memory() {
    return withStage(Stage.PRE_COPY, unsent);
  }

  Transfer nextPass() {
    double rate = passElapsed == 0 ? 0 : dirtied / passElapsed;
    return new Transfer(
        guest, disks, 0, stage, pass + 1, dirtied, 0, handled, sent, elapsed, 0, rate, downtime);
  }

  Transfer switchOver(double linkRate) {
    double overhead = linkRate * SWITCH_OVER_OVERHEAD_SECONDS;
    return withStage(Stage.SWITCH_OVER, dirtied + overhead);
  }

  /**
   * What is unsent and what was dirtied behind it is fetched while the guest runs at the
   * destination.
   */
  Transfer postCopy() {
    double left = Math.min(unsent + dirtied, (double) guest.used().count());
    var switched = withStage(Stage.POST_COPY, left);
    return new Transfer(
        guest,
        disks,
        0,
        Stage.POST_COPY,
        pass,
        switched.unsent,
        0,
        handled,
        sent,
        elapsed,
        0,
        lastDirtyRate,
        SWITCH_OVER_OVERHEAD_SECONDS);
  }

  Transfer done() {
    return withStage(Stage.DONE, 0);
  }

  private Transfer withStage(Stage next, double left) {
    return new Transfer(
        guest, disks, 0, next, pass, left, 0, handled, sent, elapsed, 0, lastDirtyRate, downtime);
  }
}
