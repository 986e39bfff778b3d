package io.godwit.scheduler.placement;

import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Fleet.Flight;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.links.Traffic;
import io.godwit.scheduler.links.Traffic.Mover;
import io.godwit.scheduler.links.Ways;

/** The traffic of a fleet. */
public final class Moving {
  private Moving() {}

  /** Those flights that move, or will as others end. */
  public static Traffic in(Fleet fleet, Ways ways) {
    return new Traffic(
        ways,
        fleet.flights().stream()
            .filter(flight -> flight.phase() == Phase.MOVING)
            .map(Moving::mover)
            .toList());
  }

  /**
   * A flight with what it was promised at its start. One that stands by cannot be told another
   * share before it has begun.
   */
  public static Mover mover(Flight flight) {
    return new Mover(
        flight.migration(),
        flight.source(),
        flight.destination(),
        flight.behind().isEmpty() ? flight.measuredRate() : flight.limit(),
        flight.settings().switchoverBandwidth(),
        flight.cap(),
        flight.asked());
  }

  /** A flight as it is about to start: it was promised nothing yet. */
  public static Mover starting(Flight flight) {
    return new Mover(
        flight.migration(),
        flight.source(),
        flight.destination(),
        flight.measuredRate(),
        null,
        flight.cap(),
        flight.asked());
  }
}
