package io.godwit.gateway.projection.adapter;

import io.godwit.service.loop.Loop;
import io.godwit.service.loop.Looping;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Forgets what ended long ago, a few rows at a time, each found by an index of its own; any number
 * of replicas may do so at once.
 */
@Component
class Sweep implements Looping {
  private static final Logger log = LoggerFactory.getLogger(Sweep.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Duration PLANS_KEPT = Duration.ofDays(1);
  private static final int AT_ONCE = 500;
  private final EntityManager entities;
  private final TransactionOperations transactions;
  private final ProjectionProperties properties;
  private final Clock clock;
  private final Loop loop;

  Sweep(
      EntityManagerFactory factory,
      TransactionOperations transactions,
      ProjectionProperties properties,
      Clock clock) {
    this.entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
    this.transactions = transactions;
    this.properties = properties;
    this.clock = clock;
    loop =
        new Loop(
            "sweep",
            PAUSE,
            this::sweep,
            failure -> log.warn("what is old could not be forgotten; trying again", failure));
  }

  @Override
  public Loop loop() {
    return loop;
  }

  /** True if there is more to forget. */
  boolean sweep() {
    var now = clock.instant();
    int most =
        Objects.requireNonNull(
            transactions.execute(_ -> {
              int migrations = forgetMigrations(now.minus(properties.keep()));
              int evacuations = forget("evacuation", "ended_at", now.minus(properties.keep()));
              int plans = forget("plan", "kept_since", now.minus(PLANS_KEPT));
              if (migrations + evacuations + plans > 0) {
                log.info(
                    "forgot {} migrations, {} evacuations and {} plans",
                    migrations,
                    evacuations,
                    plans);
              }
              return Math.max(migrations, Math.max(evacuations, plans));
            }));
    return most >= AT_ONCE;
  }

  private int forgetMigrations(Instant before) {
    return ((Number)
            entities
                .createNativeQuery(
                    """
                    with old as (
                      select id from migration where ended_at < :before
                      order by ended_at limit :most for update skip locked),
                    events as (delete from history where migration_id in (select id from old)),
                    gone as (delete from migration where id in (select id from old) returning id)
                    select count(*) from gone\
                    """,
                    Long.class)
                .setParameter("before", before)
                .setParameter("most", AT_ONCE)
                .getSingleResult())
        .intValue();
  }

  private int forget(String table, String column, Instant before) {
    return entities
        .createNativeQuery(
            """
            delete from %1$s where id in (
              select id from %1$s where %2$s < :before
              order by %2$s limit :most for update skip locked)\
            """
                .formatted(table, column))
        .setParameter("before", before)
        .setParameter("most", AT_ONCE)
        .executeUpdate();
  }
}
