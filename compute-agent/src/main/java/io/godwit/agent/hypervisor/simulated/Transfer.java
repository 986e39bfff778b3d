package io.godwit.agent.hypervisor.simulated;

/**
 * The physics of one migration: passes of pre-copy, each sending what was dirtied during the one
 * before, then the switch-over or post-copy. Amounts are bytes and times seconds, as doubles:
 * boundaries are met exactly, not by steps.
 *
 * @param guest whose memory moves
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
    PRE_COPY,
    SWITCH_OVER,
    POST_COPY,
    DONE
  }

  static Transfer begin(SimulatedGuest guest) {
    return new Transfer(guest, Stage.PRE_COPY, 1, guest.memory().count(), 0, 0, 0, 0, 0, 0, 0);
  }

  /**
   * Time until something has to be decided, if the wire carries {@code rate}; infinite where
   * nothing moves.
   */
  double secondsToBoundary(double rate) {
    if (stage == Stage.DONE || (unsent > NOTHING && rate <= 0)) {
      return Double.POSITIVE_INFINITY;
    }
    return unsent <= NOTHING ? 0 : unsent / pageRate(rate);
  }

  /** Zero pages go in no time, so in the first pass pages move faster than the wire. */
  private double pageRate(double rate) {
    boolean zeroPages = stage == Stage.PRE_COPY && pass == 1 && guest.used().count() > 0;
    return zeroPages ? rate * guest.memory().count() / guest.used().count() : rate;
  }

  /** The same after {@code seconds} at {@code rate}, which must not lead beyond the boundary. */
  Transfer after(double seconds, double rate) {
    double pages = Math.min(unsent, pageRate(rate) * seconds);
    boolean runsHere = stage == Stage.PRE_COPY;
    return new Transfer(
        guest,
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
    return stage != Stage.DONE && unsent <= NOTHING;
  }

  /** At the end of a pass: whether what was dirtied meanwhile fits in the allowed downtime. */
  boolean fits(double threshold) {
    return stage == Stage.PRE_COPY && dirtied <= threshold;
  }

  Transfer nextPass() {
    double rate = passElapsed == 0 ? 0 : dirtied / passElapsed;
    return new Transfer(
        guest, stage, pass + 1, dirtied, 0, handled, sent, elapsed, 0, rate, downtime);
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
        guest, next, pass, left, 0, handled, sent, elapsed, 0, lastDirtyRate, downtime);
  }
}
