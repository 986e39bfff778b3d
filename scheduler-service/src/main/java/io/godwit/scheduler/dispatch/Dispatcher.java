package io.godwit.scheduler.dispatch;

import java.time.Instant;
import java.util.List;

/**
 * Who starts next, and whereto. Pure: the same fleet, queue and time give the same dispatch, in
 * whatever order they are listed. What one takes, the next in turn sees taken: claims at the
 * destination with the start, slots at both hosts and shares of the links with the go.
 */
public final class Dispatcher {
  private Dispatcher() {}

  /**
   * Every one in the queue starts, is held, or is blocked, with its reason, unless it backs off.
   */
  public static Dispatch dispatch(Fleet fleet, List<Waiting> queue, Instant now, Limits limits) {
    var round = new Round(fleet, now, limits);
    var departures = new Departures(round);
    departures.decide();
    new Boarding(round).decide(queue);
    new Preemption(round).decide();
    return new Dispatch(
        round.starts,
        round.holds,
        departures.goes(),
        round.preempts,
        new Grants(round).grants(),
        round.blocked);
  }
}
