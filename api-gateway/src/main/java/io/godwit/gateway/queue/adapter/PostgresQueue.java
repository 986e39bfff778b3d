package io.godwit.gateway.queue.adapter;

import io.godwit.events.migration.QueueReported;
import io.godwit.events.wire.EventJson;
import io.godwit.gateway.queue.Queue;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Optional;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The one row of the queue's table. */
@Component
class PostgresQueue implements Queue {
  private final EntityManager entities;
  private final TransactionOperations transactions;

  PostgresQueue(EntityManagerFactory factory, TransactionOperations transactions) {
    this.entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
    this.transactions = transactions;
  }

  @Override
  public Optional<QueueReported> latest() {
    List<?> rows =
        entities
            .createNativeQuery(
                "select cast(body as text) from queue where id = 'queue'", String.class)
            .getResultList();
    return rows.stream()
        .findFirst()
        .map(body -> EventJson.tolerant().readValue((String) body, QueueReported.class));
  }

  @Override
  public void learn(QueueReported report) {
    transactions.executeWithoutResult(_ ->
        entities
            .createNativeQuery(
                """
                insert into queue (id, reported_at, body)
                values ('queue', cast(:at as timestamptz), cast(:body as jsonb))
                on conflict (id) do update
                  set reported_at = excluded.reported_at, body = excluded.body
                  where queue.reported_at <= excluded.reported_at\
                """)
            .setParameter("at", report.at().toString())
            .setParameter("body", EventJson.strict().writeValueAsString(report))
            .executeUpdate());
  }
}
