package io.godwit.scheduler.plan.adapter;

import io.godwit.events.MigrationId;
import io.godwit.scheduler.plan.PlanDecision;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The plans in the database. Within a transaction of the caller: each under its row's lock. */
@Component
final class PlanTable {
  private final EntityManager entities;

  PlanTable(EntityManager entities) {
    this.entities = entities;
  }

  Optional<PlanEntity> lock(MigrationId id) {
    return Optional.ofNullable(
        entities.find(PlanEntity.class, id.value(), LockModeType.PESSIMISTIC_WRITE));
  }

  void save(PlanDecision decision) {
    var row = entities.find(PlanEntity.class, decision.state().id().value());
    if (row == null) {
      entities.persist(new PlanEntity(decision));
    } else {
      row.set(decision);
    }
    // Now, not at the commit: what cannot be written must not be published.
    entities.flush();
  }

  List<MigrationId> due(Instant now, int most) {
    return entities
        .createQuery(
            "select p.id from PlanEntity p where p.nextCheckAt <= :now order by p.nextCheckAt",
            UUID.class)
        .setParameter("now", now)
        .setMaxResults(most)
        .getResultList()
        .stream()
        .map(MigrationId::new)
        .toList();
  }

  void forget(Instant madeBefore) {
    entities
        .createQuery("delete from PlanEntity p where p.madeAt < :before")
        .setParameter("before", madeBefore)
        .executeUpdate();
  }
}
