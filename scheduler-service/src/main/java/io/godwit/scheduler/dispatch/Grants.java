package io.godwit.scheduler.dispatch;

import io.godwit.events.BytesPerSecond;
import io.godwit.scheduler.dispatch.Fleet.Flight;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.links.Shares;
import io.godwit.scheduler.links.Traffic;
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

  /** As the links are used now. */
  private final Shares shares;

  private final Traffic next;

  /** As they will be when those that stand by have taken the place of others. */
  private final Shares then;

  Grants(Round round) {
    this.round = round;
    var present = round.succession.present(round.traffic);
    this.shares = new Shares(present, round.staying, round.limits);
    this.next = round.succession.next(round.traffic);
    this.then = new Shares(next, round.staying, round.limits);
  }

  List<Dispatch.Grant> grants() {
    return round.fleet.flights().stream()
        .filter(flight -> flight.phase() == Phase.MOVING)
        .filter(flight -> !flight.cancelling() && flight.measuredRate() == null)
        .filter(flight -> !round.succession.standsBy(flight.migration()))
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
    var limit =
        least(
            shares.limit(flight.migration(), source, destination),
            next.moves(flight.migration())
                ? then.limit(flight.migration(), source, destination)
                : null);
    if (!differs(flight.limit(), limit)) {
      return Stream.empty();
    }
    var why = shares.words(flight.migration(), source, destination);
    return Stream.of(new Dispatch.Grant(flight.migration(), new Input.Granted(limit, why)));
  }

  private static @Nullable BytesPerSecond least(
      @Nullable BytesPerSecond one, @Nullable BytesPerSecond other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) < 0 ? one : other;
  }

  private static boolean differs(@Nullable BytesPerSecond old, @Nullable BytesPerSecond anew) {
    if (old == null || anew == null) {
      return (old == null) != (anew == null);
    }
    return Math.abs(anew.count() - old.count()) > old.count() * WORTH_TELLING;
  }
}
