package io.godwit.scheduler.simulation;

import io.godwit.events.EvacuationId;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostSettings;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Fleet.Flight;
import io.godwit.scheduler.dispatch.Fleet.Host;
import io.godwit.scheduler.dispatch.Fleet.Move;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.MigrationState;
import io.godwit.scheduler.queue.Views;
import io.godwit.scheduler.simulation.Store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The scheduler's tables in the store, and the queries that it makes. */
final class Tables {
  static final Store.Key EPOCH = new Store.Key("epoch", "1");
  static final Store.Key LEASE = new Store.Key("lease", "1");
  private static final Duration UNTOLD = Duration.ofMinutes(1);

  private Tables() {}

  /** Who leads, and until when if it does not renew that. */
  record Lease(String holder, Instant expiresAt) {}

  /** What a host said last, and when it was heard. */
  record HostRow(HostId id, HostInventory inventory, Instant seenAt) {}

  /** What is still to be removed from a host. */
  record Cleanup(
      MigrationId migration,
      int attempt,
      HostId host,
      boolean release,
      UUID guest,
      List<GuestNeeds.Disk> disks,
      Instant since,
      Instant nextAt) {
    Store.Key key() {
      return Tables.cleanup(migration, attempt, host, release);
    }
  }

  static Store.Key migration(MigrationId id) {
    return new Store.Key("migration", id.toString());
  }

  static Store.Key evacuation(EvacuationId id) {
    return new Store.Key("evacuation", id.toString());
  }

  static Store.Key host(HostId id) {
    return new Store.Key("host", id.value());
  }

  static Store.Key settings(HostId id) {
    return new Store.Key("settings", id.value());
  }

  static Store.Key tombstone(String of) {
    return new Store.Key("tombstone", of);
  }

  static Store.Key handled(String request) {
    return new Store.Key("handled", request);
  }

  static Store.Key cleanup(MigrationId migration, int attempt, HostId host, boolean release) {
    return new Store.Key("cleanup", migration + "/" + attempt + "/" + host + "/" + release);
  }

  static List<Migration> migrations(Transaction tx) {
    return tx.all("migration", Migration.class);
  }

  static HostSettings settings(Transaction tx, HostId id) {
    var known = tx.read(settings(id), HostSettings.class);
    return known == null ? HostSettings.NONE : known;
  }

  /** First what is under way and then what has arrived: nothing is in neither of them. */
  static Fleet fleet(Transaction tx, Instant now) {
    var hosts =
        tx.all("host", HostRow.class).stream()
            .map(row ->
                new Host(row.id(), row.inventory(), row.seenAt(), true, settings(tx, row.id())))
            .toList();
    return new Fleet(hosts, flights(migrations(tx))).after(moved(tx, now));
  }

  static List<Flight> flights(List<Migration> migrations) {
    return migrations.stream()
        .filter(migration -> migration.state().dispatched())
        .map(Views::flight)
        .toList();
  }

  private static List<Move> moved(Transaction tx, Instant now) {
    return migrations(tx).stream()
        .filter(migration -> migration.state() == MigrationState.COMPLETED)
        .filter(migration -> migration.since().isAfter(now.minus(UNTOLD)))
        .sorted(Comparator.comparing(Migration::since).thenComparing(Migration::id))
        .map(migration ->
            new Move(
                migration.guestOrThrow(),
                migration.sourceOrThrow(),
                migration.attemptOrThrow().destination(),
                migration.since()))
        .toList();
  }

  static Optional<MigrationId> activeOf(Transaction tx, UUID guest) {
    return migrations(tx).stream()
        .filter(migration -> !migration.state().terminal())
        .filter(migration ->
            migration.guest() != null && migration.guestOrThrow().guest().uuid().equals(guest))
        .map(Migration::id)
        .findFirst();
  }
}
