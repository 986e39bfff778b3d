package io.godwit.scheduler.simulation;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestState;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Fleet.Flight;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.simulation.Desk.Committed;
import io.godwit.scheduler.simulation.Store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must hold after every step, whatever happens. */
final class Invariants {
  private final Store store;
  private final Reality reality;
  private final Limits limits;

  Invariants(Store store, Reality reality, Limits limits) {
    this.store = store;
    this.reality = reality;
    this.limits = limits;
    store.watch(this::committed);
  }

  /** A terminal migration keeps its course; events count by one; one migration per guest. */
  private void committed(Map<Store.Key, Change> changes) {
    for (var change : changes.values()) {
      if (change.after() instanceof Migration after) {
        course((Migration) change.before(), after);
      }
    }
    var active =
        migrations().stream()
            .filter(migration -> !migration.state().terminal() && migration.guest() != null)
            .map(migration -> migration.guestOrThrow().guest().uuid())
            .toList();
    require(active.size() == new HashSet<>(active).size(), "a guest is in two migrations");
  }

  private static void course(@Nullable Migration before, Migration after) {
    if (before != null && before.state().terminal()) {
      require(
          before.state() == after.state()
              && before.since().equals(after.since())
              && before.attempts() == after.attempts()
              && before.tried().equals(after.tried()),
          "a terminal migration changed: " + before + " to " + after);
    }
    require(before == null || before.events() <= after.events(), "events went back: " + after.id());
  }

  private List<Migration> migrations() {
    return store.all("migration", Migration.class);
  }

  /** What a dispatch took was there, by what it had seen; and nothing was taken twice. */
  void dispatched(Committed committed) {
    var flights = Tables.flights(migrations());
    var moving =
        flights.stream()
            .filter(flight -> flight.phase() == Phase.MOVING && !standsBy(flight, flights))
            .toList();
    for (var go : committed.dispatch().goes()) {
      moving.stream()
          .filter(flight -> flight.migration().equals(go.migration()))
          .forEach(flight -> slots(flight, moving, committed.seen()));
    }
    var started = flights.stream().filter(flight -> committed.started(flight.migration())).toList();
    started.stream()
        .map(Flight::destination)
        .distinct()
        .filter(host -> started.stream().noneMatch(one -> forced(one, host)))
        .forEach(host -> memory(host, flights, committed.seen()));
    disjoint(flights, flight -> flight.claims().devices(), "device");
    disjoint(
        flights,
        flight -> flight.claims().volumes().stream().map(v -> v.volume()).toList(),
        "volume");
    ahead(committed);
  }

  /** Its host begins it when those before it have ended; until then one of them has its place. */
  private static boolean standsBy(Flight flight, List<Flight> flights) {
    return flights.stream()
        .anyMatch(before ->
            before.phase() == Phase.MOVING && flight.behind().contains(before.migration()));
  }

  /** Whoever forces a host takes it although it is full: then its hypervisor decides. */
  private boolean forced(Flight flight, HostId host) {
    return flight.destination().equals(host) && forced(flight.migration());
  }

  private boolean forced(MigrationId id) {
    var migration = Objects.requireNonNull(store.peek(Tables.migration(id), Migration.class));
    return migration.origin().request().forcedOrDefault();
  }

  private void slots(Flight flight, List<Flight> moving, Fleet seen) {
    var out = seen.host(flight.source()).orElseThrow().settings().outgoingLimit();
    var in = seen.host(flight.destination()).orElseThrow().settings().incomingLimit();
    var slots = limits.slots();
    within(
        moving.stream().filter(one -> one.source().equals(flight.source())).count(),
        out == null ? slots.outgoingPerHost() : out,
        "outgoing of " + flight.source());
    within(
        moving.stream().filter(one -> one.destination().equals(flight.destination())).count(),
        in == null ? slots.incomingPerHost() : in,
        "incoming of " + flight.destination());
    within(moving.size(), slots.cluster(), "the cluster");
  }

  private static void within(long count, int limit, String what) {
    require(limit == 0 || count <= limit, "%s: %d of %d".formatted(what, count, limit));
  }

  /** Claims of whoever is on the way, and who is there already, fit into the host. */
  private static void memory(HostId host, List<Flight> flights, Fleet seen) {
    var inventory = Objects.requireNonNull(seen.host(host).orElseThrow().inventory());
    var here =
        inventory.guests().stream()
            .filter(guest -> guest.state() != GuestState.SHUT_OFF)
            .collect(Collectors.toMap(guest -> guest.guest().uuid(), Function.identity()));
    long taken = here.values().stream().mapToLong(guest -> guest.memory().count()).sum();
    long claimed =
        flights.stream()
            .filter(flight -> flight.destination().equals(host))
            .filter(flight -> !here.containsKey(flight.guest().guest().uuid()))
            .mapToLong(flight -> flight.claims().memory().count())
            .sum();
    require(
        taken + claimed <= inventory.memory().count(),
        "%s: %d taken and %d claimed of %s".formatted(host, taken, claimed, inventory.memory()));
  }

  private static void disjoint(
      List<Flight> flights, Function<Flight, List<?>> claims, String what) {
    var seen = new HashSet<List<Object>>();
    for (var flight : flights) {
      for (var claim : claims.apply(flight)) {
        require(
            seen.add(List.of(flight.destination(), name(claim))),
            "%s %s is claimed twice on %s".formatted(what, claim, flight.destination()));
      }
    }
  }

  private static Object name(Object claim) {
    return claim instanceof Claims.Device device ? device.address() : claim;
  }

  /** A claimed device was free, as far as its host had said. */
  private static void ahead(Committed committed) {
    for (var start : committed.dispatch().starts()) {
      var placement = start.placed().placement();
      var inventory = committed.seen().host(placement.destination()).orElseThrow().inventory();
      var resources = inventory == null ? null : inventory.resources();
      for (var claimed : placement.claims().devices()) {
        require(
            resources != null
                && resources.devices().stream()
                    .anyMatch(device ->
                        device.address().equals(claimed.address()) && device.usedBy() == null),
            "%s is not free on %s".formatted(claimed, placement.destination()));
      }
    }
  }

  /** What is really there: nobody has more than a machine has, and every guest runs once. */
  void physical() {
    for (var machine : reality.machines.values()) {
      require(machine.free().count() >= 0, machine.id + " has less than no memory");
      require(machine.poolFree() >= 0, machine.id + " has less than no room in its pool");
    }
    var running =
        reality.machines.values().stream()
            .flatMap(machine -> machine.residents().values().stream())
            .filter(resident -> runs(resident.state()))
            .map(resident -> resident.guest().uuid())
            .toList();
    require(running.size() == new HashSet<UUID>(running).size(), "a guest runs twice");
  }

  private static boolean runs(GuestState state) {
    return state == GuestState.RUNNING || state == GuestState.RUNNING_POST_COPY;
  }

  /** A hypervisor lacked memory at the start: only if it went after the last look. */
  void memoryGone(MigrationId id, Machine machine, Instant now) {
    var filled = machine.filledAt;
    require(
        forced(id) || (filled != null && !filled.plus(Duration.ofSeconds(15)).isBefore(now)),
        machine.id + " had no memory for a guest that was started there: " + machine);
  }

  static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
