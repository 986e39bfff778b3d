package io.godwit.scheduler.evacuation.adapter;

import io.godwit.events.EvacuationId;
import io.godwit.scheduler.evacuation.Evacuation;
import io.godwit.scheduler.leadership.Leadership;
import io.godwit.scheduler.migration.Decision;
import io.godwit.scheduler.migration.Decisions;
import io.godwit.service.loop.Loop;
import io.godwit.service.loop.Looping;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks at the evacuations: each one when its time has come, and at once when one of its migrations
 * has gone on in this replica. Only the leader does so; what happens in another replica it sees at
 * the next look.
 */
@Component
final class EvacuationLoop implements Looping {
  private static final Logger LOG = LoggerFactory.getLogger(EvacuationLoop.class);
  private static final int BATCH = 100;
  private static final Duration SWEEP = Duration.ofHours(1);

  /** As long as the requests' topic keeps its records. */
  private static final Duration KEEP = Duration.ofDays(8);

  private final Evacuations evacuations;
  private final EvacuationTable table;
  private final EarlyCancels early;
  private final Leadership leadership;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Set<EvacuationId> stirred = ConcurrentHashMap.newKeySet();
  private final Loop loop;
  private Instant nextSweep = Instant.EPOCH;

  EvacuationLoop(
      Evacuations evacuations,
      EvacuationTable table,
      EarlyCancels early,
      Leadership leadership,
      Decisions decisions,
      EvacuationProperties properties,
      TransactionTemplate transaction,
      Clock clock) {
    this.evacuations = evacuations;
    this.table = table;
    this.early = early;
    this.leadership = leadership;
    this.transaction = transaction;
    this.clock = clock;
    this.loop =
        new Loop(
            "evacuations",
            properties.look().dividedBy(2),
            this::look,
            e -> LOG.warn("the evacuations could not be looked at, trying again", e));
    decisions.onCommit(this::heard);
  }

  private void heard(Decision decision) {
    if (!decision.events().isEmpty()) {
      Evacuation.of(decision.state().origin().requestedBy())
          .ifPresent(id -> {
            stirred.add(id);
            loop.wake();
          });
    }
  }

  private boolean look() {
    var now = clock.instant();
    var ids = new LinkedHashSet<>(stirred);
    stirred.removeAll(ids);
    if (!leadership.isLeader()) {
      return false;
    }
    sweep(now);
    ids.addAll(table.due(now, BATCH));
    ids.forEach(this::look);
    return false;
  }

  /** One that cannot be looked at does not keep the others from going on. */
  private void look(EvacuationId id) {
    try {
      leadership.underLeadership(() -> evacuations.look(id));
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("evacuation", id)
          .setCause(e)
          .log("it could not be looked at, trying again");
    }
  }

  private void sweep(Instant now) {
    if (!now.isBefore(nextSweep)) {
      transaction.executeWithoutResult(_ -> early.forget(now.minus(KEEP)));
      nextSweep = now.plus(SWEEP);
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
