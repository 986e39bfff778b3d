package io.godwit.scheduler.placement;

import io.godwit.events.HostId;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Located;
import io.godwit.scheduler.dispatch.Waiting;
import io.godwit.scheduler.dispatch.Windows;
import io.godwit.scheduler.forecast.Alone;
import io.godwit.scheduler.forecast.Load;
import io.godwit.scheduler.links.Shares;
import io.godwit.scheduler.links.Traffic;
import io.godwit.scheduler.verdict.SchedulerFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler itself knows of a guest and a destination, beside what agents answer.
 *
 * @param facts in a fixed order; empty: nobody has heard of the host, or of the guest
 * @param alone what the migration would be if it had the way for itself; absent with the facts
 */
public record OwnFacts(List<Fact> facts, @Nullable Alone alone) {
  private static final OwnFacts NONE = new OwnFacts(List.of(), null);

  public OwnFacts {
    facts = List.copyOf(facts);
  }

  /**
   * What is known beside the fleet.
   *
   * @param skew of the destination's clock; absent: not known
   * @param dirtying of the guest; absent: not known
   */
  public record Known(@Nullable Duration skew, Load.@Nullable Dirtying dirtying) {
    public static final Known NOTHING = new Known(null, null);
  }

  /** Of one destination; what is reserved for this very migration counts as free. */
  public static OwnFacts of(
      Fleet fleet, Waiting waiting, HostId destination, Known known, Instant now, Limits limits) {
    var others =
        fleet.flights().stream()
            .filter(flight -> !flight.migration().equals(waiting.migration()))
            .toList();
    var board = new Board(new Fleet(fleet.hosts(), others), limits);
    var stock = board.stock(destination);
    if (stock == null
        || !(board.whereabouts().of(waiting.guest().guest().uuid())
            instanceof Located.At(var source, _))) {
      return NONE;
    }
    var facts = new SchedulerFacts(now);
    var memory = waiting.guest().memory();
    var wish = new Wish(waiting, source, board, now, limits);
    var affinity = Affinity.of(wish, stock);
    var alone = alone(board, wish, stock, known);
    return new OwnFacts(
        List.of(
            facts.capacity(stock.free(), memory, limits.withMargin(memory)),
            facts.affinity(affinity.answer(), affinity.words()),
            facts.hostOpen(
                stock.host().settings().closedOrDefault(),
                Windows.blackout(stock.host(), waiting.reason(), now)),
            facts.clockSkew(known.skew()),
            facts.convergence(alone.forecast(waiting.policy(), now))),
        alone);
  }

  private static Alone alone(Board board, Wish wish, Stock stock, Known known) {
    var waiting = wish.waiting;
    var ways = board.ways();
    var traffic = new Traffic(ways, List.of());
    traffic.add(new Traffic.Mover(waiting.migration(), wish.source, stock.id(), null, null));
    var claims =
        switch (Claiming.of(wish, stock)) {
          case Found.Of<Claims>(var found) -> found;
          case Found.Lacking<Claims> _ -> Claims.of(waiting.guest().memory());
        };
    var plain = Load.of(waiting.guest(), claims);
    return new Alone(
        new Load(plain.memory(), plain.disks(), known.dirtying()),
        traffic.share(waiting.migration()),
        new Shares(traffic, wish.limits)
            .switchover(waiting.migration(), ways.port(wish.source), stock.port()));
  }
}
