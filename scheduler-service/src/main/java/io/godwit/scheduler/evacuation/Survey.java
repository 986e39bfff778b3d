package io.godwit.scheduler.evacuation;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestClass;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestState;
import io.godwit.events.host.HostInventory;
import io.godwit.events.request.MigrationRequest.RequestEvacuation;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.evacuation.Sight.Presence;
import io.godwit.scheduler.forecast.Forecast;
import io.godwit.scheduler.forecast.Load;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.policy.Policies;
import io.godwit.scheduler.policy.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the fleet for an evacuation: what is on its host, what others offer, what moves. */
public final class Survey {
  /** Where no rate is known and no limit is set, so many are taken to leave a host at once. */
  private static final int LANES_IF_UNLIMITED = 8;

  private final RequestEvacuation request;
  private final Fleet fleet;
  private final List<Migration> migrations;
  private final Limits limits;
  private final Policies policies;
  private final Instant now;

  /**
   * @param fleet after the moves that hosts have not told yet, with all that is dispatched
   * @param migrations this evacuation's, and those that are under way from or to its host
   */
  public Survey(
      RequestEvacuation request,
      Fleet fleet,
      List<Migration> migrations,
      Limits limits,
      Policies policies,
      Instant now) {
    this.request = request;
    this.fleet = fleet;
    this.migrations = migrations;
    this.limits = limits;
    this.policies = policies;
    this.now = now;
  }

  public Sight sight() {
    var host = fleet.host(request.host()).orElse(null);
    var rooms = fleet.hosts().stream().filter(this::offers).flatMap(this::room).toList();
    var moves = migrations.stream().map(Survey::move).toList();
    var ids = fleet.hosts().stream().map(Fleet.Host::id).toList();
    if (host == null) {
      return new Sight(null, ids, List.of(), rooms, moves, 1);
    }
    var inventory = host.inventory();
    var way = way(host, rooms);
    var closed = host.settings().closedOrDefault();
    return new Sight(
        new Sight.Host(host.id(), inventory != null, closed),
        ids,
        inventory == null ? List.of() : guests(inventory, way.rate()),
        rooms,
        moves,
        way.lanes());
  }

  private boolean offers(Fleet.Host host) {
    var allowed = request.destinationsOrAny();
    return !host.id().equals(request.host())
        && (allowed.isEmpty() || allowed.contains(host.id()))
        && !host.settings().closedOrDefault()
        && host.connected()
        && host.seenWithin(limits.silence(), now);
  }

  private Stream<Room> room(Fleet.Host host) {
    var inventory = host.inventory();
    return inventory == null
        ? Stream.empty()
        : Stream.of(new Room(host.id(), free(inventory), inventory.linkRate()));
  }

  /** What no guest takes, and nothing that is on its way there has reserved. */
  private Bytes free(HostInventory inventory) {
    long taken = 0;
    var here = new HashSet<UUID>();
    for (var guest : inventory.guests()) {
      if (presence(guest.state()) != Presence.IDLE) {
        taken += guest.memory().count();
        here.add(guest.guest().uuid());
      }
    }
    for (var flight : fleet.flights()) {
      if (flight.destination().equals(inventory.host())
          && !here.contains(flight.guest().guest().uuid())) {
        taken += flight.claims().memory().count();
      }
    }
    return new Bytes(Math.max(0, inventory.memory().count() - taken));
  }

  private List<Sight.Guest> guests(HostInventory inventory, @Nullable BytesPerSecond rate) {
    return inventory.guests().stream()
        .filter(guest -> !elsewhere(guest, inventory))
        .map(guest -> guest(guest, inventory.at(), rate))
        .toList();
  }

  /** Another host says, later than this one, that the guest runs there. */
  private boolean elsewhere(HostInventory.Guest guest, HostInventory told) {
    return fleet.hosts().stream()
        .map(Fleet.Host::inventory)
        .filter(Objects::nonNull)
        .filter(other -> !other.host().equals(told.host()) && other.at().isAfter(told.at()))
        .flatMap(other -> other.guests().stream())
        .anyMatch(other ->
            other.guest().uuid().equals(guest.guest().uuid())
                && presence(other.state()) == Presence.ACTIVE);
  }

  private Sight.Guest guest(HostInventory.Guest guest, Instant at, @Nullable BytesPerSecond rate) {
    var labelled = guest.labels().guestClass();
    var guestClass = labelled == null ? GuestClass.STANDARD : labelled;
    return new Sight.Guest(
        guest.guest(),
        presence(guest.state()),
        guestClass,
        rate == null ? null : predicted(guest, guestClass, rate),
        "it is " + guest.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        at);
  }

  /** What is copied beside its memory counts where a destination would not see its disks. */
  private @Nullable Duration predicted(
      HostInventory.Guest guest, GuestClass guestClass, BytesPerSecond rate) {
    var labels = guest.labels();
    var policy =
        policies.of(
            new Subject(
                request.reasonOrDefault(),
                guestClass,
                labels.project(),
                labels.labels(),
                guest.memory(),
                null,
                null,
                now));
    var load = new Load(guest.spec().memoryToSend(), copied(guest), null);
    var forecast = Forecast.of(load, rate, null, policy, now);
    return forecast == null ? null : forecast.course().total();
  }

  private Bytes copied(HostInventory.Guest guest) {
    var needs = guest.needs();
    return needs == null
        ? Bytes.ZERO
        : new Bytes(
            needs.disks().stream()
                .filter(disk -> !disk.readOnly() && disk.storage() != null && isLocal(disk))
                .mapToLong(disk -> disk.allocation().count())
                .sum());
  }

  /** No host that guests may go to has a pool on the same storage. */
  private boolean isLocal(GuestNeeds.Disk disk) {
    return fleet.hosts().stream()
        .filter(this::offers)
        .map(Fleet.Host::inventory)
        .filter(Objects::nonNull)
        .map(HostInventory::resources)
        .filter(Objects::nonNull)
        .flatMap(resources -> resources.pools().stream())
        .noneMatch(pool -> Objects.equals(pool.storage(), disk.storage()));
  }

  private static Presence presence(GuestState state) {
    return switch (state) {
      case RUNNING, PAUSED_BY_USER -> Presence.ACTIVE;
      case RUNNING_POST_COPY,
          PAUSED_MIGRATING,
          PAUSED_POST_COPY,
          POST_COPY_FAILED,
          PAUSED_OTHER,
          UNKNOWN ->
          Presence.IN_FLUX;
      case ABSENT, SHUT_OFF, CRASHED -> Presence.IDLE;
    };
  }

  private static Sight.Move move(Migration migration) {
    var guest = migration.guest();
    var attempt = migration.current();
    return new Sight.Move(
        migration.id(),
        guest == null ? null : guest.guest().uuid(),
        migration.state(),
        migration.since(),
        migration.source(),
        attempt == null || !migration.state().dispatched() ? null : attempt.destination(),
        migration.end());
  }

  /**
   * The way out of the host.
   *
   * @param rate of one guest on it; absent: not known
   * @param lanes how many can take it at once
   */
  private record Way(@Nullable BytesPerSecond rate, int lanes) {}

  /**
   * One guest goes as fast as the slower of the host's link and the fastest destination's; as many
   * go at once as leave each of them at least its least share of that.
   */
  private Way way(Fleet.Host host, List<Room> rooms) {
    var links = limits.links();
    var inventory = host.inventory();
    var out = inventory == null ? null : inventory.linkRate();
    var in =
        rooms.stream()
            .map(Room::link)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null);
    if (out == null || in == null) {
      return new Way(null, atMost(limited(links.flightsOnUnknown(), LANES_IF_UNLIMITED), host));
    }
    var cap = host.settings().bandwidthCap();
    double capacity = (double) out.count() * links.share();
    if (cap != null && cap.count() > 0) {
      capacity = Math.min(capacity, (double) cap.count());
    }
    double alone = Math.min(capacity, (double) in.count() * links.share());
    var most = links.perMigration();
    if (most != null) {
      alone = Math.min(alone, (double) most.count());
    }
    double rest = capacity / alone % 1;
    int lanes = (int) (capacity / alone) + (rest > 0 && rest >= links.leastShare() ? 1 : 0);
    return new Way(new BytesPerSecond((long) alone), atMost(lanes, host));
  }

  private int atMost(int lanes, Fleet.Host host) {
    var own = host.settings().outgoingLimit();
    int outgoing = own == null ? limits.slots().outgoingPerHost() : own;
    int cluster = limited(limits.slots().cluster(), lanes);
    return Math.max(1, Math.min(Math.min(lanes, limited(outgoing, lanes)), cluster));
  }

  private static int limited(int limit, int unlimited) {
    return limit == 0 ? unlimited : limit;
  }
}
