package io.godwit.scheduler.migration.adapter;

import io.godwit.events.MigrationId;
import io.godwit.scheduler.dispatch.Fleet.Flight;
import io.godwit.scheduler.dispatch.Fleet.Move;
import io.godwit.scheduler.migration.Decision;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.MigrationState;
import io.godwit.scheduler.outbox.Outbox;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The migrations in the database. Within a transaction of the caller: a migration is read under the
 * lock of its row, and written together with what it publishes.
 */
@Component
final class Migrations {
  private static final List<MigrationState> ACTIVE =
      Arrays.stream(MigrationState.values()).filter(state -> !state.terminal()).toList();
  private static final List<MigrationState> DISPATCHED =
      Arrays.stream(MigrationState.values()).filter(MigrationState::dispatched).toList();

  private final EntityManager entities;
  private final Outbox outbox;
  private final Told told;

  Migrations(EntityManager entities, Outbox outbox, Told told) {
    this.entities = entities;
    this.outbox = outbox;
    this.told = told;
  }

  Optional<Migration> lock(MigrationId id) {
    var row = entities.find(MigrationEntity.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
    return Optional.ofNullable(row).map(MigrationEntity::migration);
  }

  /** Writes what was decided about a migration that this transaction has locked, or made. */
  void save(Decision decision) {
    var migration = decision.state();
    if (decision.changes().isEmpty()) {
      return;
    }
    var row = entities.find(MigrationEntity.class, migration.id().value());
    if (row == null) {
      entities.persist(new MigrationEntity(migration));
    } else {
      row.set(migration);
    }
    // The row before the outbox: what cannot be written must not take a place in the order.
    entities.flush();
    outbox.add(decision.events(), decision.commands(), migration.origin().traceparent());
    told.afterCommit(decision);
  }

  /** The migration that a guest is in, if it is in one. */
  Optional<MigrationId> activeOf(UUID guest) {
    return entities
        .createQuery(
            "select m.id from MigrationEntity m where m.guest = :guest and m.state in :active",
            UUID.class)
        .setParameter("guest", guest)
        .setParameter("active", ACTIVE)
        .getResultList()
        .stream()
        .findFirst()
        .map(MigrationId::new);
  }

  /** The queue, locked; what another transaction works on comes with the next dispatch. */
  List<Migration> lockQueue(int most) {
    return entities
        .createQuery(
            "select m from MigrationEntity m where m.state = :queued order by m.urgency,"
                + " m.requestedAt, m.id",
            MigrationEntity.class)
        .setParameter("queued", MigrationState.QUEUED)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .setHint("jakarta.persistence.lock.timeout", SKIP_LOCKED)
        .setMaxResults(most)
        .getResultList()
        .stream()
        .map(MigrationEntity::migration)
        .toList();
  }

  private static final int SKIP_LOCKED = -2;

  boolean anyQueued() {
    return entities
        .createQuery("select 1 from MigrationEntity m where m.state = :queued", Integer.class)
        .setParameter("queued", MigrationState.QUEUED)
        .setMaxResults(1)
        .getResultList()
        .stream()
        .findFirst()
        .isPresent();
  }

  /** What arrived after that time. */
  List<Move> movedAfter(Instant time) {
    return entities
        .createQuery(
            "select m from MigrationEntity m where m.state = :completed and m.since > :time"
                + " order by m.since, m.id",
            MigrationEntity.class)
        .setParameter("completed", MigrationState.COMPLETED)
        .setParameter("time", time)
        .getResultList()
        .stream()
        .map(MigrationEntity::migration)
        .map(Migrations::move)
        .toList();
  }

  private static Move move(Migration migration) {
    return new Move(
        migration.guestOrThrow(),
        migration.sourceOrThrow(),
        migration.attemptOrThrow().destination(),
        migration.since());
  }

  /** Those that hold slots. */
  List<Flight> flights() {
    return entities
        .createQuery(
            "select m from MigrationEntity m where m.state in :dispatched", MigrationEntity.class)
        .setParameter("dispatched", DISPATCHED)
        .getResultList()
        .stream()
        .map(MigrationEntity::migration)
        .map(Migrations::flight)
        .toList();
  }

  private static Flight flight(Migration migration) {
    var guest = migration.guestOrThrow();
    return new Flight(
        migration.id(),
        guest.guest().uuid(),
        guest.memory(),
        migration.sourceOrThrow(),
        migration.attemptOrThrow().destination());
  }

  List<MigrationId> due(Instant now, int most) {
    return entities
        .createQuery(
            "select m.id from MigrationEntity m where m.nextCheckAt <= :now order by m.nextCheckAt",
            UUID.class)
        .setParameter("now", now)
        .setMaxResults(most)
        .getResultList()
        .stream()
        .map(MigrationId::new)
        .toList();
  }

  /** How many there are in each state that is not terminal. */
  List<Count> counts() {
    return entities
        .createQuery(
            "select m.state, count(*) from MigrationEntity m where m.state in :active"
                + " group by m.state",
            Count.class)
        .setParameter("active", ACTIVE)
        .getResultList();
  }

  record Count(MigrationState state, long migrations) {}
}
