package io.godwit.scheduler.dispatch;

import io.godwit.events.Bytes;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.agent.GuestState;
import io.godwit.events.host.HostInventory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the hosts, and what moves between them.
 *
 * @param hosts by id
 * @param flights the migrations that hold slots
 */
public record Fleet(List<Host> hosts, List<Flight> flights) {

  /**
   * @param id which host
   * @param inventory what it has and runs; absent: it has not said yet
   * @param lastSeenAt its last heartbeat; absent: none was heard
   * @param connected whether its agent reaches the hypervisor
   */
  public record Host(
      HostId id,
      @Nullable HostInventory inventory,
      @Nullable Instant lastSeenAt,
      boolean connected) {

    boolean seenWithin(Duration silence, Instant now) {
      return lastSeenAt != null && !lastSeenAt.plus(silence).isBefore(now);
    }
  }

  /** A migration that holds a slot at its source and memory at its destination. */
  public record Flight(
      MigrationId migration, UUID guest, Bytes memory, HostId source, HostId destination) {}

  /** A guest that has arrived; its hosts may not have told so yet. */
  public record Move(GuestSpec guest, HostId source, HostId destination, Instant at) {}

  public Fleet {
    hosts = hosts.stream().sorted(Comparator.comparing(Host::id)).toList();
    flights = List.copyOf(flights);
  }

  /**
   * This fleet with guests where they have moved to, as far as the inventories are older than the
   * moves; by their order.
   */
  public Fleet after(List<Move> moves) {
    var corrected = hosts;
    for (var move : moves) {
      corrected = corrected.stream().map(host -> after(host, move)).toList();
    }
    return new Fleet(corrected, flights);
  }

  private static Host after(Host host, Move move) {
    var told = host.inventory();
    boolean arrived = host.id().equals(move.destination());
    if (told == null
        || told.at().isAfter(move.at())
        || !(arrived || host.id().equals(move.source()))) {
      return host;
    }
    var guests = new ArrayList<>(told.guests());
    guests.removeIf(guest -> guest.guest().uuid().equals(move.guest().guest().uuid()));
    if (arrived) {
      var spec = move.guest();
      guests.add(
          new HostInventory.Guest(
              spec.guest(), GuestState.RUNNING, spec.memory(), spec.virtualCpus(), true));
    }
    return new Host(host.id(), with(told, guests), host.lastSeenAt(), host.connected());
  }

  private static HostInventory with(HostInventory told, List<HostInventory.Guest> guests) {
    return new HostInventory(
        told.host(),
        told.at(),
        told.hypervisor(),
        told.peerUri(),
        told.memory(),
        told.cpus(),
        told.linkRate(),
        guests);
  }

  Optional<Host> host(HostId id) {
    return hosts.stream().filter(host -> host.id().equals(id)).findFirst();
  }

  /** Whether every host that is alive has said what it runs, and at least one has. */
  boolean toldAll(Duration silence, Instant now) {
    return hosts.stream().anyMatch(host -> host.inventory() != null)
        && hosts.stream()
            .filter(host -> host.seenWithin(silence, now))
            .allMatch(host -> host.inventory() != null);
  }

  long sending(HostId source) {
    return flights.stream().filter(flight -> flight.source().equals(source)).count();
  }
}
