package io.godwit.scheduler.dispatch;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the hosts, and what moves between them.
 *
 * @param hosts by id
 * @param flights the migrations that are dispatched, by id
 */
public record Fleet(List<Host> hosts, List<Flight> flights) {

  /**
   * @param id which host
   * @param inventory what it has and runs; absent: it has not said yet
   * @param lastSeenAt its last heartbeat; absent: none was heard
   * @param connected whether its agent reaches the hypervisor
   * @param settings what operators say of it at run time
   */
  public record Host(
      HostId id,
      @Nullable HostInventory inventory,
      @Nullable Instant lastSeenAt,
      boolean connected,
      HostSettings settings) {

    /** One of which operators say nothing. */
    public Host(
        HostId id,
        @Nullable HostInventory inventory,
        @Nullable Instant lastSeenAt,
        boolean connected) {
      this(id, inventory, lastSeenAt, connected, HostSettings.NONE);
    }

    /** Whether it was heard of lately. */
    public boolean seenWithin(Duration silence, Instant now) {
      return lastSeenAt != null && !lastSeenAt.plus(silence).isBefore(now);
    }
  }

  /** How far a dispatched migration is. What it claims at its destination it holds throughout. */
  public enum Phase {
    /** Its destination is asked or prepared. */
    AHEAD,
    /** Its destination is prepared: it waits for its slots. */
    READY,
    /** It has been told to start: it holds slots on both hosts, and its share of the links. */
    MOVING,
    /** Its source says that the hypervisor's job is over; what is true is being found out. */
    ENDING
  }

  /**
   * A dispatched migration.
   *
   * @param migration its identity
   * @param guest which guest
   * @param source where it comes from
   * @param destination whereto
   * @param phase how far it is
   * @param reason why the guest moves
   * @param project on whose account; empty: nobody's
   * @param claims what is reserved at the destination
   * @param settings what its source was told at the start, or would be told
   * @param turn its place in the order, as it was in the queue
   * @param rank its place within an evacuation
   * @param since when it came to the state in which it is
   * @param limit the share of the links that was granted last; absent: no limit of its own
   * @param measuredRate what it really sends where it does not keep to its limit; absent: it keeps
   *     to it, or nobody knows
   * @param postCopy whether the guest runs at the destination already
   * @param cancelling whether someone wants it cancelled, or it gives way to a more urgent one
   * @param cap the most that it may send, by an operator's word; absent: its share
   * @param asked what its policy wants of the links; absent: its share
   * @param behind those from the same host as whose jobs end it begins; empty: it has begun, or
   *     begins at once
   * @param begun whether its source has said that its job began
   */
  public record Flight(
      MigrationId migration,
      GuestSpec guest,
      HostId source,
      HostId destination,
      Phase phase,
      Reason reason,
      String project,
      Claims claims,
      StartSettings settings,
      Instant turn,
      int rank,
      Instant since,
      @Nullable BytesPerSecond limit,
      @Nullable BytesPerSecond measuredRate,
      boolean postCopy,
      boolean cancelling,
      @Nullable BytesPerSecond cap,
      @Nullable BytesPerSecond asked,
      List<MigrationId> behind,
      boolean begun) {
    public Flight {
      behind = List.copyOf(behind);
    }

    /** One that gets its share. */
    public Flight(
        MigrationId migration,
        GuestSpec guest,
        HostId source,
        HostId destination,
        Phase phase,
        Reason reason,
        String project,
        Claims claims,
        StartSettings settings,
        Instant turn,
        int rank,
        Instant since,
        @Nullable BytesPerSecond limit,
        @Nullable BytesPerSecond measuredRate,
        boolean postCopy,
        boolean cancelling) {
      this(
          migration,
          guest,
          source,
          destination,
          phase,
          reason,
          project,
          claims,
          settings,
          turn,
          rank,
          since,
          limit,
          measuredRate,
          postCopy,
          cancelling,
          null,
          null,
          List.of(),
          phase == Phase.MOVING || phase == Phase.ENDING);
    }

    /** Whether it would lose no more than its work if it gave way to an evacuation. */
    public boolean mayBePreempted() {
      return reason == Reason.REBALANCE && phase != Phase.ENDING && !postCopy && !cancelling;
    }

    /** The more urgent first. */
    public static final Comparator<Flight> BY_TURN =
        Comparator.comparing(Flight::turn)
            .thenComparingInt(Flight::rank)
            .thenComparing(Flight::migration);
  }

  /** A guest that has arrived; its hosts may not have told so yet. */
  public record Move(GuestSpec guest, HostId source, HostId destination, Instant at) {}

  public Fleet {
    hosts = hosts.stream().sorted(Comparator.comparing(Host::id)).toList();
    flights = flights.stream().sorted(Comparator.comparing(Flight::migration)).toList();
  }

  /**
   * This fleet with guests where they have moved to, as far as the inventories are older than the
   * moves; by their order.
   */
  public Fleet after(List<Move> moves) {
    return moves.isEmpty() ? this : new Fleet(Moves.applied(hosts, moves), flights);
  }

  /** The host of that id, if it was ever heard of. */
  public Optional<Host> host(HostId id) {
    int low = 0;
    int high = hosts.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int compared = hosts.get(middle).id().compareTo(id);
      if (compared == 0) {
        return Optional.of(hosts.get(middle));
      }
      low = compared < 0 ? middle + 1 : low;
      high = compared < 0 ? high : middle - 1;
    }
    return Optional.empty();
  }

  /** Whether every host that is alive has said what it runs, and at least one has. */
  boolean toldAll(Duration silence, Instant now) {
    return hosts.stream().anyMatch(host -> host.inventory() != null)
        && hosts.stream()
            .filter(host -> host.seenWithin(silence, now))
            .allMatch(host -> host.inventory() != null);
  }
}
