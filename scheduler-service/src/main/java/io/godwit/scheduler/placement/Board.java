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
  private final Atlas atlas;
  private final List<Stock> stocks;
  private final Map<UUID, HostId> coming = new HashMap<>();
  private @Nullable Kinships arriving;

  public Board(Fleet fleet, Limits limits) {
    this(fleet, new Atlas(limits));
  }

  /**
   * @param atlas of the hosts as they were before; a board that was made with it is over
   */
  public Board(Fleet fleet, Atlas atlas) {
    this.atlas = atlas;
    atlas.update(fleet.hosts());
    stocks = new ArrayList<>(fleet.hosts().size());
    for (var host : fleet.hosts()) {
      stocks.add(new Stock(host, atlas.shelf(stocks.size()), stocks.size()));
    }
    fleet.flights().forEach(flight -> claim(flight.destination(), flight.guest(), flight.claims()));
  }

  /** Reserves at a host; where nobody has heard of it, there is nothing to reserve. */
  public void claim(HostId destination, GuestSpec guest, Claims claims) {
    var stock = stock(destination);
    if (stock != null) {
      var uuid = guest.guest().uuid();
      stock.reserve(uuid, claims);
      coming.put(uuid, destination);
      if (arriving != null) {
        arriving.add(destination, uuid, whereabouts().labels(uuid));
      }
    }
  }

  /** Who belongs together or apart, of those that are on hosts. */
  Kinships kinships() {
    return atlas.kinships();
  }

  /** Who belongs together or apart, of those to come; looked up once. */
  Kinships arriving() {
    if (arriving == null) {
      var made = new Kinships(List.of());
      coming.forEach((guest, host) -> made.add(host, guest, whereabouts().labels(guest)));
      arriving = made;
    }
    return arriving;
  }

  /** Who has which network and storage. */
  Reach reach() {
    return atlas.reach();
  }

  public Ways ways() {
    return atlas.ways();
  }

  /** Where every guest is. */
  public Whereabouts whereabouts() {
    return atlas.whereabouts();
  }

  /** A host of the fleet, if it has been heard of. */
  public Fleet.@Nullable Host host(HostId id) {
    var stock = stock(id);
    return stock == null ? null : stock.host();
  }

  /** By id. */
  List<Stock> stocks() {
    return stocks;
  }

  @Nullable Stock stock(HostId host) {
    var number = atlas.number(host);
    return number == null ? null : stocks.get(number);
  }
}
