package io.godwit.scheduler.placement;

import io.godwit.events.HostId;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestSpec;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Whereabouts;
import io.godwit.scheduler.links.Ways;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fleet as placement sees it: what every host has free, and where every guest is. It is made once
 * for many guests, and changes as claims are handed out.
 */
public final class Board {
  private final Ways ways;
  private final List<Stock> stocks = new ArrayList<>();
  private final Map<HostId, Stock> byHost = new HashMap<>();
  private final List<Fleet.Host> hosts;
  private final Map<UUID, HostId> coming = new HashMap<>();
  private @Nullable Whereabouts whereabouts;
  private @Nullable Kinships kinships;
  private @Nullable Reach reach;

  public Board(Fleet fleet, Limits limits) {
    hosts = fleet.hosts();
    ways = new Ways(hosts, limits);
    for (var host : hosts) {
      var stock = new Stock(host, ways.port(host.id()), stocks.size());
      stocks.add(stock);
      byHost.put(host.id(), stock);
    }
    fleet.flights().forEach(flight -> claim(flight.destination(), flight.guest(), flight.claims()));
  }

  /** Reserves at a host; where nobody has heard of it, there is nothing to reserve. */
  public void claim(HostId destination, GuestSpec guest, Claims claims) {
    var stock = byHost.get(destination);
    if (stock != null) {
      var uuid = guest.guest().uuid();
      stock.reserve(uuid, claims);
      coming.put(uuid, destination);
      if (kinships != null) {
        kinships.add(destination, uuid, whereabouts().labels(uuid));
      }
    }
  }

  /** Who belongs together or apart; looked up once. */
  Kinships kinships() {
    if (kinships == null) {
      var made = new Kinships(hosts);
      coming.forEach((guest, host) -> made.add(host, guest, whereabouts().labels(guest)));
      kinships = made;
    }
    return kinships;
  }

  /** Who has which network and storage; looked up once. */
  Reach reach() {
    if (reach == null) {
      reach = new Reach(stocks);
    }
    return reach;
  }

  public Ways ways() {
    return ways;
  }

  /** Where every guest is; looked up once. */
  public Whereabouts whereabouts() {
    if (whereabouts == null) {
      whereabouts = new Whereabouts(hosts);
    }
    return whereabouts;
  }

  /** A host of the fleet, if it has been heard of. */
  public Fleet.@Nullable Host host(HostId id) {
    var stock = byHost.get(id);
    return stock == null ? null : stock.host();
  }

  /** By id. */
  List<Stock> stocks() {
    return stocks;
  }

  @Nullable Stock stock(HostId host) {
    return byHost.get(host);
  }
}
