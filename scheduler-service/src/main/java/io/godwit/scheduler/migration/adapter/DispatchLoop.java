package io.godwit.scheduler.migration.adapter;

import io.godwit.events.MigrationId;
import io.godwit.events.migration.FailureCause;
import io.godwit.scheduler.dispatch.Dispatcher;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Fleets;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Waiting;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Lifecycle;
import io.godwit.scheduler.migration.Migration;
import io.godwit.service.loop.Loop;
import io.godwit.service.loop.Looping;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Dispatches the queue, woken after each commit that may let someone go. One does so at a time,
 * over all replicas: the lock is of the very transaction that takes the slots, all of them
 * together.
 */
@Component
final class DispatchLoop implements Looping {
  private static final Logger LOG = LoggerFactory.getLogger(DispatchLoop.class);

  /** Any number that no other lock of this database has. */
  private static final long LEADER = 0x60d_0d15bL;

  /** For so long a move may not have been told by its hosts. */
  static final Duration UNTOLD = Duration.ofMinutes(1);

  private final Migrations migrations;
  private final Fleets fleets;
  private final Limits limits;
  private final Lifecycle lifecycle;
  private final LoopsProperties properties;
  private final TransactionTemplate transaction;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final Loop loop;

  DispatchLoop(
      Migrations migrations,
      Fleets fleets,
      Limits limits,
      Lifecycle lifecycle,
      Told told,
      LoopsProperties properties,
      TransactionTemplate transaction,
      JdbcClient jdbc,
      Clock clock) {
    this.migrations = migrations;
    this.fleets = fleets;
    this.limits = limits;
    this.lifecycle = lifecycle;
    this.properties = properties;
    this.transaction = transaction;
    this.jdbc = jdbc;
    this.clock = clock;
    this.loop =
        new Loop(
            "dispatch",
            properties.dispatchPoll(),
            this::dispatch,
            e -> LOG.warn("the queue could not be dispatched, trying again", e));
    told.onRoom(loop::wake);
  }

  private boolean dispatch() {
    transaction.executeWithoutResult(_ -> {
      if (migrations.anyQueued()) {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(LEADER).query().singleRow();
        dispatchQueue(clock.instant());
      }
    });
    return false;
  }

  private void dispatchQueue(Instant now) {
    var queue = migrations.lockQueue(properties.batch());
    var fleet =
        new Fleet(fleets.hosts().hosts(), migrations.flights())
            .after(migrations.movedAfter(now.minus(UNTOLD)));
    var waiting = queue.stream().map(DispatchLoop::waiting).toList();
    var dispatch = Dispatcher.dispatch(fleet, waiting, now, limits);
    Map<MigrationId, Migration> byId =
        queue.stream().collect(Collectors.toMap(Migration::id, Function.identity()));
    dispatch.starts().forEach(start -> tell(byId, start.migration(), start.placed(), now));
    dispatch.holds().forEach(hold -> tell(byId, hold.migration(), hold.input(), now));
  }

  private void tell(Map<MigrationId, Migration> queue, MigrationId id, Input input, Instant now) {
    var migration = queue.get(id);
    if (migration != null) {
      migrations.save(lifecycle.decide(migration, input, now));
    }
  }

  private static Waiting waiting(Migration migration) {
    var origin = migration.origin();
    return new Waiting(
        migration.id(),
        migration.guestOrThrow(),
        origin.request().destination(),
        origin.request().reasonOrDefault(),
        origin.requestedAt(),
        migration.since(),
        migration.notBefore(),
        origin.policy(),
        refusals(migration));
  }

  private static List<Waiting.Refusal> refusals(Migration migration) {
    return migration.tried().stream()
        .map(tried ->
            new Waiting.Refusal(
                tried.host(), tried.cause() == FailureCause.DESTINATION_REFUSED, tried.detail()))
        .toList();
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
