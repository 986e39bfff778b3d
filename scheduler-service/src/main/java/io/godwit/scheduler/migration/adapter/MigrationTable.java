package io.godwit.scheduler.migration.adapter;

import io.godwit.events.MigrationId;
import io.godwit.scheduler.cleanup.Cleanups;
import io.godwit.scheduler.migration.Decision;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.MigrationState;
import io.godwit.scheduler.migration.Migrations;
import io.godwit.scheduler.outbox.Outbox;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The migrations in the database. */
@Component
final class MigrationTable implements Migrations {
  private static final List<MigrationState> ACTIVE =
      Arrays.stream(MigrationState.values()).filter(state -> !state.terminal()).toList();

  private final EntityManager entities;
  private final Outbox outbox;
  private final Cleanups cleanups;
  private final Told told;
  private final Clock clock;

  MigrationTable(EntityManager entities, Outbox outbox, Cleanups cleanups, Told told, Clock clock) {
    this.entities = entities;
    this.outbox = outbox;
    this.cleanups = cleanups;
    this.told = told;
    this.clock = clock;
  }

  @Override
  public Optional<Migration> lock(MigrationId id) {
    var row = entities.find(MigrationEntity.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
    return Optional.ofNullable(row).map(MigrationEntity::migration);
  }

  /** In the order of their ids, as everyone who locks several does. */
  @Override
  public List<Migration> lockAll(Collection<MigrationId> ids) {
    return entities
        .createQuery(
            "select m from MigrationEntity m where m.id in :ids order by m.id",
            MigrationEntity.class)
        .setParameter("ids", ids.stream().map(MigrationId::value).toList())
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList()
        .stream()
        .map(MigrationEntity::migration)
        .toList();
  }

  @Override
  public void save(Decision decision) {
    saveAll(List.of(decision));
  }

  @Override
  public void saveAll(List<Decision> decisions) {
    var changed = decisions.stream().filter(one -> !one.changes().isEmpty()).toList();
    if (!changed.isEmpty()) {
      changed.forEach(decision -> write(decision.state()));
      tell(changed);
    }
  }

  /** Writes what was decided about migrations that nobody knows yet. */
  void addAll(List<Decision> decisions) {
    decisions.forEach(decision -> entities.persist(new MigrationEntity(decision.state())));
    tell(decisions);
  }

  private void tell(List<Decision> changed) {
    // The rows before the outbox: what cannot be written must not take a place in the order.
    entities.flush();
    for (var decision : changed) {
      var traceparent = decision.state().origin().traceparent();
      outbox.add(decision.events(), decision.commands(), traceparent);
      cleanups.track(decision.commands(), clock.instant());
      told.afterCommit(decision);
    }
  }

  private void write(Migration migration) {
    var row = entities.find(MigrationEntity.class, migration.id().value());
    if (row == null) {
      entities.persist(new MigrationEntity(migration));
    } else {
      row.set(migration);
    }
  }

  @Override
  public Optional<MigrationId> activeOf(UUID guest) {
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

  /** The migrations that guests are in, by guest. */
  Map<UUID, MigrationId> activeOf(Collection<UUID> guests) {
    if (guests.isEmpty()) {
      return Map.of();
    }
    return entities
        .createQuery(
            "select m.guest, m.id from MigrationEntity m"
                + " where m.guest in :guests and m.state in :active",
            Active.class)
        .setParameter("guests", guests)
        .setParameter("active", ACTIVE)
        .getResultList()
        .stream()
        .collect(Collectors.toMap(Active::guest, active -> new MigrationId(active.id())));
  }

  record Active(UUID guest, UUID id) {}

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
