package io.godwit.scheduler.dispatch;

import io.godwit.events.BytesPerSecond;
import io.godwit.scheduler.dispatch.Fleet.Flight;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.links.Shares;
import io.godwit.scheduler.migration.Input;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose share of the links is another one than it was told: after others have started or ended. Who
 * does not keep to its limit is not told another one: what it really sends is counted instead.
 */
final class Grants {
  /** Of the old share, by which the new one differs for it to be worth a command. */
  private static final double WORTH_TELLING = 0.05;

  private final Round round;
  private final Shares shares;

  Grants(Round round) {
    this.round = round;
    this.shares = new Shares(round.traffic, round.staying, round.limits);
  }

  List<Dispatch.Grant> grants() {
    return round.fleet.flights().stream()
        .filter(flight -> flight.phase() == Phase.MOVING)
        .filter(flight -> !flight.cancelling() && flight.measuredRate() == null)
        .sorted(Comparator.comparing(Flight::migration))
        .flatMap(this::grant)
        .toList();
  }

  private Stream<Dispatch.Grant> grant(Flight flight) {
    var source = round.port(flight.source());
    var destination = round.port(flight.destination());
    if (shares.endsAsItIs(flight.migration(), source, destination)) {
      return Stream.empty();
    }
    var limit = shares.limit(flight.migration(), source, destination);
    if (!differs(flight.limit(), limit)) {
      return Stream.empty();
    }
    var why = shares.words(flight.migration(), source, destination);
    return Stream.of(new Dispatch.Grant(flight.migration(), new Input.Granted(limit, why)));
  }

  private static boolean differs(@Nullable BytesPerSecond old, @Nullable BytesPerSecond anew) {
    if (old == null || anew == null) {
      return (old == null) != (anew == null);
    }
    return Math.abs(anew.count() - old.count()) > old.count() * WORTH_TELLING;
  }
}
