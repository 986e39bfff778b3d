package io.godwit.scheduler.evacuation.adapter;

import io.godwit.events.EvacuationId;
import io.godwit.events.HostId;
import io.godwit.scheduler.evacuation.Evacuation;
import io.godwit.scheduler.evacuation.EvacuationState;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The evacuations in the database. Within a transaction of the caller: one is read under the lock
 * of its row.
 */
@Component
final class EvacuationTable {
  private final EntityManager entities;

  EvacuationTable(EntityManager entities) {
    this.entities = entities;
  }

  Optional<Evacuation> lock(EvacuationId id) {
    var row = entities.find(EvacuationEntity.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
    return Optional.ofNullable(row).map(EvacuationEntity::evacuation);
  }

  /** Writes one that this transaction has locked, or made. */
  void save(Evacuation evacuation) {
    var row = entities.find(EvacuationEntity.class, evacuation.id().value());
    if (row == null) {
      entities.persist(new EvacuationEntity(evacuation));
    } else {
      row.set(evacuation);
    }
    // Now, not at the commit: what cannot be written must not have any effect.
    entities.flush();
  }

  /** The evacuation that a host is in, if it is in one. */
  Optional<EvacuationId> activeAt(HostId host) {
    return entities
        .createQuery(
            "select e.id from EvacuationEntity e where e.host = :host and e.state <> :ended",
            UUID.class)
        .setParameter("host", host.value())
        .setParameter("ended", EvacuationState.ENDED)
        .getResultList()
        .stream()
        .findFirst()
        .map(EvacuationId::new);
  }

  List<EvacuationId> due(Instant now, int most) {
    return entities
        .createQuery(
            "select e.id from EvacuationEntity e where e.nextCheckAt <= :now"
                + " order by e.nextCheckAt",
            UUID.class)
        .setParameter("now", now)
        .setMaxResults(most)
        .getResultList()
        .stream()
        .map(EvacuationId::new)
        .toList();
  }
}
