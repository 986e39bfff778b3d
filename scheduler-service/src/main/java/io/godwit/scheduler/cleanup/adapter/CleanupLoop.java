package io.godwit.scheduler.cleanup.adapter;

import io.godwit.scheduler.leadership.Leadership;
import io.godwit.scheduler.migration.Chores;
import io.godwit.scheduler.migration.Input;
import io.godwit.service.loop.Loop;
import io.godwit.service.loop.Looping;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells hosts again what they have not answered: nothing that was prepared is forgotten. */
@Component
final class CleanupLoop implements Looping {
  private static final Logger LOG = LoggerFactory.getLogger(CleanupLoop.class);
  private static final int BATCH = 100;
  private final CleanupTable table;
  private final Leadership leadership;
  private final Chores chores;
  private final CleanupProperties properties;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Loop loop;

  CleanupLoop(
      CleanupTable table,
      Leadership leadership,
      Chores chores,
      CleanupProperties properties,
      TransactionTemplate transaction,
      Clock clock) {
    this.table = table;
    this.leadership = leadership;
    this.chores = chores;
    this.properties = properties;
    this.transaction = transaction;
    this.clock = clock;
    this.loop =
        new Loop(
            "cleanup",
            properties.poll(),
            this::look,
            e -> LOG.warn("what is to be removed could not be looked at, trying again", e));
  }

  private boolean look() {
    if (!leadership.isLeader()) {
      return false;
    }
    var due = table.due(clock.instant(), BATCH);
    due.forEach(row -> transaction.executeWithoutResult(_ -> lookAt(row, clock.instant())));
    return due.size() == BATCH;
  }

  private void lookAt(CleanupTable.Row row, Instant now) {
    if (!now.isBefore(row.since().plus(properties.giveUp()))) {
      LOG.warn("{} was not removed by its host within {}: look there", row, properties.giveUp());
      forget(row);
      return;
    }
    switch (row.kind()) {
      case TEAR_DOWN -> {
        chores.again(row.migration(), new Input.TearDownAgain(row.attempt(), row.host()), now);
        table.postpone(row, now);
      }
      case RELEASE -> release(row, now);
    }
  }

  /** Not while the guest moves, and never once it has come back: its disks may be there again. */
  private void release(CleanupTable.Row row, Instant now) {
    if (table.cameBack(row)) {
      LOG.warn("{} is kept: the guest came back to this host", row);
      forget(row);
      return;
    }
    if (!chores.isMoving(row.guest())) {
      chores.again(
          row.migration(), new Input.ReleaseAgain(row.attempt(), row.host(), row.disks()), now);
    }
    table.postpone(row, now);
  }

  private void forget(CleanupTable.Row row) {
    table.forget(row.migration(), row.attempt(), row.host(), row.kind());
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
