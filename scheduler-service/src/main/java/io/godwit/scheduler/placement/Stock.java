package io.godwit.scheduler.placement;

import io.godwit.events.Bytes;
import io.godwit.events.HostId;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostResources;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Located;
import io.godwit.scheduler.links.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a host has, less what its guests take and what is reserved for those to come. */
final class Stock {
  private final Fleet.Host host;
  private final Shelf shelf;
  private final int number;
  private final List<Reserved> reserved = new ArrayList<>(0);
  private long free;

  /** What is reserved for a guest that is to come. */
  private record Reserved(UUID guest, Claims claims) {}

  /**
   * @param number of the host in its board
   */
  Stock(Fleet.Host host, Shelf shelf, int number) {
    this.host = host;
    this.shelf = shelf;
    this.number = number;
    this.free = shelf.free();
  }

  /** Reserves; a guest that is listed here already, because it arrives, counts once. */
  void reserve(UUID guest, Claims claims) {
    reserved.add(new Reserved(guest, claims));
    free -= claims.memory().count();
    for (var here : guests()) {
      if (here.guest().uuid().equals(guest) && Located.takesMemory(here.state())) {
        free += here.memory().count();
      }
    }
  }

  int number() {
    return number;
  }

  /** Whether no guest is let in. */
  boolean closed() {
    return shelf.closed();
  }

  boolean hasWindows() {
    return shelf.hasWindows();
  }

  HostId id() {
    return host.id();
  }

  Fleet.Host host() {
    return host;
  }

  Port port() {
    return shelf.port();
  }

  @Nullable HostInventory inventory() {
    return host.inventory();
  }

  @Nullable HostResources resources() {
    var inventory = host.inventory();
    return inventory == null ? null : inventory.resources();
  }

  /** Memory that nobody takes and nobody has reserved. */
  Bytes free() {
    return new Bytes(Math.max(0, free));
  }

  boolean hasFree(Bytes needed) {
    return free >= needed.count();
  }

  /** Memory that guests may use at all. */
  Bytes memory() {
    return new Bytes(shelf.memory());
  }

  private List<HostInventory.Guest> guests() {
    var inventory = host.inventory();
    return inventory == null ? List.of() : inventory.guests();
  }

  /** The claims of those to come. */
  Stream<Claims> claims() {
    return reserved.stream().map(Reserved::claims);
  }

  /** The needs of guests that are here to stay, and take what they need. */
  Stream<HostInventory.Guest> residents() {
    return guests().stream()
        .filter(guest -> Located.takesMemory(guest.state()))
        .filter(guest -> !isReserved(guest.guest().uuid()));
  }

  /** The disks of all guests that are defined here, whether they run or not. */
  Stream<GuestNeeds.Disk> disks() {
    return guests().stream()
        .map(HostInventory.Guest::needs)
        .filter(Objects::nonNull)
        .flatMap(needs -> needs.disks().stream());
  }

  private boolean isReserved(UUID guest) {
    for (var one : reserved) {
      if (one.guest.equals(guest)) {
        return true;
      }
    }
    return false;
  }
}
