package io.godwit.gateway.policy.adapter;

import io.godwit.events.policy.PolicyDefinition;
import io.godwit.events.wire.EventJson;
import io.godwit.gateway.policy.Policies;
import io.godwit.gateway.policy.PolicyLog;
import io.godwit.gateway.request.RequestLog;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Objects;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The tables of policies. */
@Component
class PostgresPolicies implements Policies {
  private static final int MOST_VERSIONS = 1000;
  private final EntityManager entities;
  private final TransactionOperations transactions;

  PostgresPolicies(EntityManagerFactory factory, TransactionOperations transactions) {
    this.entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
    this.transactions = transactions;
  }

  @Override
  public List<PolicyDefinition> latest() {
    List<?> rows =
        entities
            .createNativeQuery(
                "select distinct on (name) cast(body as text) from policy_version"
                    + " order by name, version desc",
                String.class)
            .getResultList();
    return rows.stream().map(PostgresPolicies::read).toList();
  }

  @Override
  public List<PolicyDefinition> versions(String name) {
    List<?> rows =
        entities
            .createNativeQuery(
                "select cast(body as text) from policy_version where name = :name"
                    + " order by version desc",
                String.class)
            .setParameter("name", name)
            .setMaxResults(MOST_VERSIONS)
            .getResultList();
    return rows.stream().map(PostgresPolicies::read).toList();
  }

  @Override
  public void learn(PolicyDefinition definition) {
    transactions.executeWithoutResult(_ -> {
      useUp(definition.name(), definition.version());
      insert(definition);
    });
  }

  /** The name's row is locked from the first statement on, so that one after the other drafts. */
  @Override
  public Made next(String name, Drafting drafting, PolicyLog log) {
    return Objects.requireNonNull(
        transactions.execute(_ -> {
          useUp(name, 0);
          int used =
              ((Number)
                      entities
                          .createNativeQuery(
                              "select last_version from policy where name = :name for update")
                          .setParameter("name", name)
                          .getSingleResult())
                  .intValue();
          var next = drafting.draft(versions(name).stream().findFirst().orElse(null), used);
          useUp(name, next.version());
          var outcome = log.write(next);
          if (outcome instanceof RequestLog.Outcome.Written) {
            insert(next);
          }
          return new Made(next, outcome);
        }));
  }

  private void useUp(String name, int version) {
    entities
        .createNativeQuery(
            """
            insert into policy (name, last_version) values (:name, :version)
            on conflict (name) do update
              set last_version = greatest(policy.last_version, excluded.last_version)\
            """)
        .setParameter("name", name)
        .setParameter("version", version)
        .executeUpdate();
  }

  private void insert(PolicyDefinition definition) {
    entities
        .createNativeQuery(
            """
            insert into policy_version (name, version, body)
            values (:name, :version, cast(:body as jsonb)) on conflict do nothing\
            """)
        .setParameter("name", definition.name())
        .setParameter("version", definition.version())
        .setParameter("body", EventJson.strict().writeValueAsString(definition))
        .executeUpdate();
  }

  private static PolicyDefinition read(Object body) {
    return EventJson.tolerant().readValue((String) body, PolicyDefinition.class);
  }
}
