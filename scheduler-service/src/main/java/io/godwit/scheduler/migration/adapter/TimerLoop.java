package io.godwit.scheduler.migration.adapter;

import io.godwit.events.MigrationId;
import io.godwit.scheduler.lifecycle.Lifecycle;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.MigrationState;
import io.godwit.service.loop.Loop;
import io.godwit.service.loop.Looping;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks again at migrations whose time has come: nothing waits for a message that was lost. */
@Component
final class TimerLoop implements Looping {
  private static final Logger LOG = LoggerFactory.getLogger(TimerLoop.class);
  private static final Duration SWEEP = Duration.ofHours(1);
  private final MigrationTable migrations;
  private final Requests requests;
  private final Admissions admissions;
  private final Lifecycle lifecycle;
  private final StateGauges gauges;
  private final LoopsProperties properties;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Loop loop;
  private Instant nextSweep = Instant.EPOCH;

  TimerLoop(
      MigrationTable migrations,
      Requests requests,
      Admissions admissions,
      Lifecycle lifecycle,
      StateGauges gauges,
      LoopsProperties properties,
      TransactionTemplate transaction,
      Clock clock) {
    this.migrations = migrations;
    this.requests = requests;
    this.admissions = admissions;
    this.lifecycle = lifecycle;
    this.gauges = gauges;
    this.properties = properties;
    this.transaction = transaction;
    this.clock = clock;
    this.loop =
        new Loop(
            "timers",
            properties.timerPoll(),
            this::look,
            e -> LOG.warn("the timers could not be looked at, trying again", e));
  }

  private boolean look() {
    var now = clock.instant();
    gauges.refresh(now);
    if (!now.isBefore(nextSweep)) {
      transaction.executeWithoutResult(_ -> requests.forget(now.minus(properties.keepRequests())));
      nextSweep = now.plus(SWEEP);
    }
    List<MigrationId> due = migrations.due(now, properties.batch());
    due.forEach(id -> transaction.executeWithoutResult(_ -> lookAt(id)));
    return due.size() == properties.batch();
  }

  private void lookAt(MigrationId id) {
    var now = clock.instant();
    migrations.lock(id).ifPresent(migration -> lookAt(migration, now));
  }

  private void lookAt(Migration migration, Instant now) {
    if (migration.state() == MigrationState.REQUESTED) {
      admissions.reconsider(migration, now);
    } else {
      migrations.save(lifecycle.decide(migration, new Input.Timer(), now));
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
