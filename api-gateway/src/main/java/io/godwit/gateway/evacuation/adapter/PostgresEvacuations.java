package io.godwit.gateway.evacuation.adapter;

import io.godwit.events.EvacuationId;
import io.godwit.events.HostId;
import io.godwit.events.evacuation.EvacuationEvent;
import io.godwit.gateway.evacuation.EvacuationProjection;
import io.godwit.gateway.evacuation.EvacuationState;
import io.godwit.gateway.evacuation.EvacuationView;
import io.godwit.gateway.evacuation.Evacuations;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The table of evacuations. */
@Component
class PostgresEvacuations implements Evacuations {
  private final EntityManager entities;
  private final TransactionOperations transactions;

  PostgresEvacuations(EntityManagerFactory factory, TransactionOperations transactions) {
    this.entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
    this.transactions = transactions;
  }

  @Override
  public Optional<EvacuationView> find(EvacuationId id) {
    return Optional.ofNullable(entities.find(EvacuationEntity.class, id.value()))
        .map(EvacuationEntity::view)
        .filter(view -> view.asked() != null);
  }

  @Override
  public List<EvacuationView> list(
      @Nullable HostId host, @Nullable EvacuationState state, int limit) {
    var conditions = new ArrayList<>(List.of("e.requestedAt is not null"));
    if (host != null) {
      conditions.add("e.host = :host");
    }
    if (state != null) {
      conditions.add("e.state = :state");
    }
    var query =
        entities.createQuery(
            "select e from EvacuationEntity e where %s order by e.requestedAt desc, e.id"
                .formatted(String.join(" and ", conditions)),
            EvacuationEntity.class);
    if (host != null) {
      query.setParameter("host", host.value());
    }
    if (state != null) {
      query.setParameter("state", EvacuationEntity.state(state));
    }
    return query.setMaxResults(limit).getResultList().stream().map(EvacuationEntity::view).toList();
  }

  @Override
  public Optional<EvacuationView> underWay(HostId host) {
    return entities
        .createQuery(
            "select e from EvacuationEntity e where e.host = :host and e.endedAt is null"
                + " order by e.requestedAt desc",
            EvacuationEntity.class)
        .setParameter("host", host.value())
        .getResultList()
        .stream()
        .map(EvacuationEntity::view)
        .filter(view -> view.sequence() > 0)
        .findFirst();
  }

  @Override
  public void remember(EvacuationView requested) {
    transactions.executeWithoutResult(_ -> insert(requested));
  }

  @Override
  public void learn(EvacuationEvent event) {
    transactions.executeWithoutResult(_ -> {
      var row = row(event.about().evacuation());
      var before = row.view();
      var view = EvacuationProjection.evolve(before, event);
      if (!view.equals(before)) {
        row.show(view);
      }
    });
  }

  private EvacuationEntity row(EvacuationId id) {
    var known = entities.find(EvacuationEntity.class, id.value());
    if (known != null) {
      return known;
    }
    insert(EvacuationView.unknown(id));
    return Objects.requireNonNull(entities.find(EvacuationEntity.class, id.value()));
  }

  /** A row that another has made meanwhile stays as it is. */
  private void insert(EvacuationView view) {
    var asked = view.asked();
    entities
        .createNativeQuery(
            """
            insert into evacuation (id, version, host, state, requested_at, body)
            values (:id, 0, nullif(:host, ''), :state, cast(nullif(:at, '') as timestamptz),
              cast(:body as jsonb))
            on conflict do nothing\
            """)
        .setParameter("id", view.id().value())
        .setParameter("host", asked == null ? "" : asked.request().host().value())
        .setParameter("state", EvacuationEntity.state(view.state()))
        .setParameter("at", asked == null ? "" : asked.at().toString())
        .setParameter("body", EvacuationEntity.body(view))
        .executeUpdate();
  }
}
