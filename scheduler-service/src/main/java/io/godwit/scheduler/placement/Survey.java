package io.godwit.scheduler.placement;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.agent.Claims;
import io.godwit.scheduler.forecast.Load;
import io.godwit.scheduler.links.Link;
import io.godwit.scheduler.links.Port;
import io.godwit.scheduler.links.Room;
import io.godwit.scheduler.links.Traffic;
import io.godwit.scheduler.links.Ways;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A look at hosts for one guest; what is the same for all of them is looked up once. */
final class Survey {
  private final Wish wish;
  private final Port source;
  private final Ways ways;
  private final Traffic traffic;
  private final Room room;
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<Stock> out = new ArrayList<>();
  private final List<Misfit> misfits = new ArrayList<>();

  Survey(Wish wish, Board board, Traffic traffic) {
    this.wish = wish;
    this.ways = board.ways();
    this.source = ways.port(wish.source);
    this.traffic = traffic;
    this.room = new Room(traffic, wish.limits);
  }

  /** Sorts the suitable ones, with their scores, from the others, with their reasons. */
  void look(List<Stock> stocks) {
    for (var stock : stocks) {
      if (!stock.id().equals(wish.source)) {
        look(stock);
      }
    }
    double best = bestSeconds();
    var weights = wish.limits.placing().weights();
    candidates.forEach(candidate -> candidate.weigh(weights, best));
  }

  private void look(Stock stock) {
    var misfit = Filters.misfit(wish, stock);
    if (misfit == null) {
      switch (Claiming.of(wish, stock)) {
        case Found.Of<Claims>(var claims) -> candidates.add(measured(stock, claims));
        case Found.Lacking<Claims>(var lacking) -> misfit = lacking;
      }
    }
    if (misfit != null) {
      out.add(stock);
      misfits.add(misfit);
    }
  }

  private Candidate measured(Stock stock, Claims claims) {
    var way = source.to(stock.port());
    var load = Load.of(wish.waiting.guest(), claims);
    return new Candidate(
        wish,
        stock,
        claims,
        room.lacking(source, stock.port()),
        ways.alone(way),
        free(way),
        load.disks().count() == 0 ? load.memory() : load.memory().plus(load.disks()));
  }

  /** What is free on the whole way, within the migration's own cap; absent: not known. */
  private @Nullable BytesPerSecond free(List<Link> way) {
    var least = wish.limits.links().perMigration();
    boolean known = false;
    for (var link : way) {
      var free = traffic.free(link);
      if (free != null) {
        known = true;
        least = least == null || free.compareTo(least) < 0 ? free : least;
      }
    }
    return known ? least : null;
  }

  Wish wish() {
    return wish;
  }

  List<Candidate> candidates() {
    return candidates;
  }

  /** Those that do not suit; the reason of each is at the same place of {@link #misfits}. */
  List<Stock> out() {
    return out;
  }

  List<Misfit> misfits() {
    return misfits;
  }

  /** The shortest time that any of them promises. */
  double bestSeconds() {
    double best = Double.MAX_VALUE;
    for (var candidate : candidates) {
      if (candidate.seconds < best) {
        best = candidate.seconds;
      }
    }
    return best;
  }
}
