package io.godwit.gateway.projection.adapter;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.wire.EventJson;
import io.godwit.gateway.projection.HistoryEntry;
import io.godwit.gateway.projection.HostView;
import io.godwit.gateway.projection.MigrationView;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.Objects;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.stereotype.Component;

/**
 * The read model's tables, for writing; within a transaction. A row is made, if it is missing, by a
 * statement that does not mind another's having made it meanwhile.
 */
@Component
class Tables {
  private final EntityManager entities;

  Tables(EntityManagerFactory factory) {
    entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
  }

  MigrationEntity migration(MigrationId id) {
    var known = entities.find(MigrationEntity.class, id.value());
    if (known != null) {
      return known;
    }
    insert(MigrationView.unknown(id));
    return Objects.requireNonNull(entities.find(MigrationEntity.class, id.value()));
  }

  void insert(MigrationView view) {
    entities
        .createNativeQuery(
            """
            insert into migration (id, version, state, guest_name, requested_at, body)
            values (:id, 0, :state, nullif(:guest, ''), cast(nullif(:at, '') as timestamptz),
              cast(:body as jsonb))
            on conflict do nothing\
            """)
        .setParameter("id", view.id().value())
        .setParameter("state", MigrationEntity.state(view))
        .setParameter("guest", view.asked() == null ? "" : view.guestName())
        .setParameter("at", view.requestedAt() == null ? "" : view.requestedAt().toString())
        .setParameter("body", MigrationEntity.body(view))
        .executeUpdate();
  }

  HostEntity host(HostId id) {
    var known = entities.find(HostEntity.class, id.value());
    if (known != null) {
      return known;
    }
    entities
        .createNativeQuery(
            "insert into host (id, version, body) values (:id, 0, cast(:body as jsonb))"
                + " on conflict do nothing")
        .setParameter("id", id.value())
        .setParameter("body", EventJson.strict().writeValueAsString(HostView.unknown(id)))
        .executeUpdate();
    return Objects.requireNonNull(entities.find(HostEntity.class, id.value()));
  }

  void record(HistoryEntry entry) {
    var told = entry.told();
    var about = told.about();
    entities
        .createNativeQuery(
            """
            insert into history (migration_id, stream, attempt, sequence, type, body)
            values (:id, :stream, :attempt, :sequence, :type, cast(:body as json))
            on conflict do nothing\
            """)
        .setParameter("id", about.migration().value())
        .setParameter("stream", told.stream())
        .setParameter("attempt", about.attempt())
        .setParameter("sequence", about.sequence())
        .setParameter("type", entry.type())
        .setParameter("body", entry.json())
        .executeUpdate();
  }
}
