package io.godwit.scheduler.placement;

import io.godwit.events.HostId;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Located;
import io.godwit.scheduler.dispatch.Waiting;
import io.godwit.scheduler.dispatch.Windows;
import io.godwit.scheduler.forecast.Forecast;
import io.godwit.scheduler.forecast.Load;
import io.godwit.scheduler.links.Shares;
import io.godwit.scheduler.links.Traffic;
import io.godwit.scheduler.verdict.SchedulerFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the scheduler itself knows of a guest and a destination, beside what agents answer. */
public final class OwnFacts {
  private OwnFacts() {}

  /**
   * What is known beside the fleet.
   *
   * @param skew of the destination's clock; absent: not known
   * @param dirtying of the guest; absent: not known
   */
  public record Known(@Nullable Duration skew, Load.@Nullable Dirtying dirtying) {
    public static final Known NOTHING = new Known(null, null);
  }

  /**
   * The facts about one destination, in a fixed order; what is reserved for this very migration
   * counts as free. A host that nobody has heard of has none.
   */
  public static List<Fact> of(
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
      return List.of();
    }
    var facts = new SchedulerFacts(now);
    var memory = waiting.guest().memory();
    var affinity = Affinity.of(new Wish(waiting, source, board, now, limits), stock);
    return List.of(
        facts.capacity(stock.free(), memory, limits.withMargin(memory)),
        facts.affinity(affinity.answer(), affinity.words()),
        facts.hostOpen(
            stock.host().settings().closedOrDefault(),
            Windows.blackout(stock.host(), waiting.reason(), now)),
        facts.clockSkew(known.skew()),
        facts.convergence(forecast(board, waiting, source, stock, known, limits)));
  }

  /** As if it had the way for itself. */
  private static @Nullable Forecast forecast(
      Board board, Waiting waiting, HostId source, Stock stock, Known known, Limits limits) {
    var from = board.ways().port(source);
    var alone = new Traffic(board.ways(), List.of());
    alone.add(new Traffic.Mover(waiting.migration(), source, stock.id(), null, null));
    var claims =
        switch (Claiming.of(new Wish(waiting, source, board, Instant.EPOCH, limits), stock)) {
          case Found.Of<Claims>(var found) -> found;
          case Found.Lacking<Claims> _ -> Claims.of(waiting.guest().memory());
        };
    var plain = Load.of(waiting.guest(), claims);
    return Forecast.of(
        new Load(plain.memory(), plain.disks(), known.dirtying()),
        alone.share(waiting.migration()),
        new Shares(alone, limits).switchover(waiting.migration(), from, stock.port()),
        waiting.policy());
  }
}
