package io.godwit.scheduler.dispatch;

import io.godwit.events.MigrationId;
import io.godwit.scheduler.placement.Atlas;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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
    return dispatch(fleet, queue, now, limits, new Atlas(limits));
  }

  /**
   * The same, where the hosts have been looked up before.
   *
   * @param atlas of one dispatch after the other; what hosts have not told since is in it
   */
  public static Dispatch dispatch(
      Fleet fleet, List<Waiting> queue, Instant now, Limits limits, Atlas atlas) {
    return dispatch(fleet, queue, Map.of(), now, limits, atlas);
  }

  /**
   * The same where it is predicted when some of those that move will end.
   *
   * @param ends a hint: nothing that is limited is exceeded by it, however wrong it is
   */
  public static Dispatch dispatch(
      Fleet fleet,
      List<Waiting> queue,
      Map<MigrationId, Instant> ends,
      Instant now,
      Limits limits,
      Atlas atlas) {
    var round = new Round(fleet, ends, now, limits, atlas);
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
