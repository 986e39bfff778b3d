package io.godwit.gateway.plan.adapter;

import io.godwit.events.MigrationId;
import io.godwit.events.plan.PlanMade;
import io.godwit.events.wire.EventJson;
import io.godwit.gateway.plan.PlanView;
import io.godwit.gateway.plan.Plans;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Optional;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The table of plans. */
@Component
class PostgresPlans implements Plans {
  private final EntityManager entities;
  private final TransactionOperations transactions;

  PostgresPlans(EntityManagerFactory factory, TransactionOperations transactions) {
    this.entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
    this.transactions = transactions;
  }

  @Override
  public Optional<PlanView> find(MigrationId id) {
    return find(id, "");
  }

  private Optional<PlanView> find(MigrationId id, String locking) {
    List<?> rows =
        entities
            .createNativeQuery(
                "select cast(body as text) from plan where id = :id" + locking, String.class)
            .setParameter("id", id.value())
            .getResultList();
    return rows.stream()
        .findFirst()
        .map(body -> EventJson.tolerant().readValue((String) body, PlanView.class));
  }

  @Override
  public void remember(PlanView asked) {
    transactions.executeWithoutResult(_ -> insert(asked));
  }

  private void insert(PlanView plan) {
    entities
        .createNativeQuery(
            "insert into plan (id, body) values (:id, cast(:body as jsonb)) on conflict do nothing")
        .setParameter("id", plan.id().value())
        .setParameter("body", json(plan))
        .executeUpdate();
  }

  /** The row is locked from the first statement on, so that no asker's words are lost. */
  @Override
  public void learn(PlanMade made) {
    transactions.executeWithoutResult(_ -> {
      insert(new PlanView(made.plan(), null, made));
      var known = find(made.plan(), " for update").orElseThrow();
      var next = known.learn(made);
      if (!next.equals(known)) {
        entities
            .createNativeQuery("update plan set body = cast(:body as jsonb) where id = :id")
            .setParameter("id", made.plan().value())
            .setParameter("body", json(next))
            .executeUpdate();
      }
    });
  }

  private static String json(PlanView plan) {
    return EventJson.strict().writeValueAsString(plan);
  }
}
