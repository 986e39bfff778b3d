package io.godwit.gateway.request;

import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.agent.GuestState;
import io.godwit.gateway.projection.HostView;
import io.godwit.gateway.projection.MigrationView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which guest is where, as far as the inventories tell. */
public record Fleet(List<HostId> hosts, List<Seat> seats) {

  /**
   * A guest at a host.
   *
   * @param active whether it runs there, or is paused, and not merely defined
   */
  public record Seat(GuestRef guest, HostId host, boolean active) {
    boolean isCalled(String nameOrUuid) {
      return guest.name().equals(nameOrUuid)
          || guest.uuid().toString().equalsIgnoreCase(nameOrUuid);
    }
  }

  public Fleet {
    hosts = List.copyOf(hosts);
    seats = List.copyOf(seats);
  }

  /**
   * What the inventories tell, corrected by a migration that completed after they were taken.
   *
   * @param lastMove the latest completed migration of the guest in question
   */
  public static Fleet of(List<HostView> hosts, @Nullable MigrationView lastMove) {
    var seats = new ArrayList<Seat>();
    for (var host : hosts) {
      var inventory = host.inventory();
      if (inventory == null) {
        continue;
      }
      var moved = newer(lastMove, inventory.at());
      for (var guest : inventory.guests()) {
        if (moved == null || !guest.guest().uuid().equals(moved.guest().uuid())) {
          seats.add(new Seat(guest.guest(), host.host(), active(guest.state())));
        }
      }
      if (moved != null && host.host().equals(moved.host())) {
        seats.add(moved);
      }
    }
    return new Fleet(
        hosts.stream().filter(HostView::isHeardOf).map(HostView::host).toList(), seats);
  }

  /** Where a migration left its guest, if it ended after the inventory was taken. */
  private static @Nullable Seat newer(@Nullable MigrationView lastMove, Instant inventoryAt) {
    if (lastMove == null) {
      return null;
    }
    var end = lastMove.course().endedAt();
    var guest = lastMove.place().guest();
    var destination = lastMove.place().destination();
    return end == null || guest == null || destination == null || !inventoryAt.isBefore(end)
        ? null
        : new Seat(guest, destination, true);
  }

  private static boolean active(GuestState state) {
    return switch (state) {
      case ABSENT, SHUT_OFF, CRASHED -> false;
      case RUNNING,
          RUNNING_POST_COPY,
          PAUSED_MIGRATING,
          PAUSED_POST_COPY,
          POST_COPY_FAILED,
          PAUSED_BY_USER,
          PAUSED_OTHER,
          UNKNOWN ->
          true;
    };
  }

  List<Seat> seatsOf(String nameOrUuid) {
    return seats.stream().filter(seat -> seat.isCalled(nameOrUuid)).toList();
  }

  static List<UUID> guests(List<Seat> seats) {
    var uuids = new TreeSet<UUID>();
    seats.forEach(seat -> uuids.add(seat.guest().uuid()));
    return List.copyOf(uuids);
  }
}
