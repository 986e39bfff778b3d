package io.godwit.scheduler.placement;

import io.godwit.events.HostId;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Whereabouts;
import io.godwit.scheduler.links.Ways;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What hosts say of themselves, looked up: what each has, how it is connected, and which guests are
 * there. It is kept from one dispatch to the next, which costs no more than what hosts have told
 * since then. Nothing of it is handed out; that is on the {@link Board}, of which there is one at a
 * time. Not for several threads.
 */
public final class Atlas {
  private final Limits limits;
  private final Map<HostId, Integer> numbers = new HashMap<>();
  private final List<Shelf> shelves = new ArrayList<>();
  private List<Fleet.Host> hosts = List.of();
  private Ways ways;
  private @Nullable Whereabouts whereabouts;
  private @Nullable Kinships kinships;
  private @Nullable Reach reach;

  public Atlas(Limits limits) {
    this.limits = limits;
    ways = new Ways(hosts, limits);
  }

  /** The hosts as they are now; by id. */
  void update(List<Fleet.Host> now) {
    if (isOf(now)) {
      for (int i = 0; i < now.size(); i++) {
        change(i, hosts.get(i), now.get(i));
      }
    } else {
      make(now);
    }
    hosts = now;
  }

  private boolean isOf(List<Fleet.Host> now) {
    if (hosts.size() != now.size()) {
      return false;
    }
    for (int i = 0; i < now.size(); i++) {
      if (!hosts.get(i).id().equals(now.get(i).id())) {
        return false;
      }
    }
    return true;
  }

  private void make(List<Fleet.Host> now) {
    ways = new Ways(now, limits);
    whereabouts = null;
    kinships = null;
    reach = null;
    numbers.clear();
    shelves.clear();
    for (var host : now) {
      numbers.put(host.id(), shelves.size());
      shelves.add(Shelf.of(host, ways.port(host.id())));
    }
  }

  private void change(int number, Fleet.Host before, Fleet.Host now) {
    boolean told = hasTold(before, now);
    if (!told && before.settings().equals(now.settings())) {
      return;
    }
    ways.change(now);
    shelves.set(number, Shelf.of(now, ways.port(now.id())));
    if (told) {
      if (whereabouts != null) {
        whereabouts.change(before, now);
      }
      if (kinships != null) {
        kinships.change(before, now);
      }
      if (reach != null) {
        reach.change(number, before, now);
      }
    }
  }

  /** An inventory that is the very same object need not be compared. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean hasTold(Fleet.Host before, Fleet.Host now) {
    return before.inventory() != now.inventory();
  }

  List<Fleet.Host> hosts() {
    return hosts;
  }

  Shelf shelf(int number) {
    return shelves.get(number);
  }

  /** The place of a host among the others; absent: nobody has heard of it. */
  @Nullable Integer number(HostId host) {
    return numbers.get(host);
  }

  Ways ways() {
    return ways;
  }

  Whereabouts whereabouts() {
    if (whereabouts == null) {
      whereabouts = new Whereabouts(hosts);
    }
    return whereabouts;
  }

  /** Of those guests that are on hosts. */
  Kinships kinships() {
    if (kinships == null) {
      kinships = new Kinships(hosts);
    }
    return kinships;
  }

  Reach reach() {
    if (reach == null) {
      reach = new Reach(hosts);
    }
    return reach;
  }
}
