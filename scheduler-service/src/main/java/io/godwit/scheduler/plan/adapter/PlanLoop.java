package io.godwit.scheduler.plan.adapter;

import io.godwit.events.MigrationId;
import io.godwit.service.loop.Loop;
import io.godwit.service.loop.Looping;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the plans whose hosts have had their time; in every replica, under the row's lock. */
@Component
final class PlanLoop implements Looping {
  private static final Logger LOG = LoggerFactory.getLogger(PlanLoop.class);
  private static final int BATCH = 100;
  private static final Duration SWEEP = Duration.ofHours(1);

  /** As long as the requests' topic keeps its records. */
  private static final Duration KEEP = Duration.ofDays(8);

  private final Plans plans;
  private final PlanTable table;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Loop loop;
  private Instant nextSweep = Instant.EPOCH;

  PlanLoop(
      Plans plans,
      PlanTable table,
      PlanProperties properties,
      TransactionTemplate transaction,
      Clock clock) {
    this.plans = plans;
    this.table = table;
    this.transaction = transaction;
    this.clock = clock;
    this.loop =
        new Loop(
            "plans",
            properties.poll(),
            this::look,
            e -> LOG.warn("the plans could not be looked at, trying again", e));
  }

  private boolean look() {
    var now = clock.instant();
    if (!now.isBefore(nextSweep)) {
      transaction.executeWithoutResult(_ -> table.forget(now.minus(KEEP)));
      nextSweep = now.plus(SWEEP);
    }
    var due = table.due(now, BATCH);
    due.forEach(this::look);
    return due.size() == BATCH;
  }

  /** One that cannot be looked at does not keep the others from being made. */
  private void look(MigrationId id) {
    try {
      transaction.executeWithoutResult(_ -> plans.look(id));
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("plan", id)
          .setCause(e)
          .log("it could not be looked at, trying again");
    }
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 200;
  }
}
