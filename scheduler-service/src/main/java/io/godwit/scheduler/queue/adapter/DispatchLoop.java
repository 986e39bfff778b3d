package io.godwit.scheduler.queue.adapter;

import io.godwit.events.MigrationId;
import io.godwit.scheduler.dispatch.Dispatch;
import io.godwit.scheduler.dispatch.Dispatcher;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Fleets;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.forecast.PredictedEnds;
import io.godwit.scheduler.leadership.Leadership;
import io.godwit.scheduler.lifecycle.Lifecycle;
import io.godwit.scheduler.migration.Decision;
import io.godwit.scheduler.migration.Decisions;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.Migrations;
import io.godwit.scheduler.placement.Atlas;
import io.godwit.scheduler.queue.Queue;
import io.godwit.scheduler.queue.Sources;
import io.godwit.scheduler.queue.Untimely;
import io.godwit.scheduler.queue.Views;
import io.godwit.service.loop.Loop;
import io.godwit.service.loop.Looping;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Dispatches the queue, woken after each commit that may let someone go. Only the leader does: it
 * looks and decides, and takes claims, slots and shares all together in one transaction that holds
 * the leadership. What others have committed since the look only frees something.
 */
@Component
final class DispatchLoop implements Looping {
  private static final Logger LOG = LoggerFactory.getLogger(DispatchLoop.class);

  /** For so long a move may not have been told by its hosts. */
  private static final Duration UNTOLD = Duration.ofMinutes(1);

  private static final long LONGEST_REST_MILLIS = 50;

  private final Queue queue;
  private final Migrations migrations;
  private final Fleets fleets;
  private final Limits limits;
  private final Lifecycle lifecycle;
  private final Leadership leadership;
  private final PredictedEnds ends;
  private final QueueReports reports;
  private final QueueProperties properties;
  private final Clock clock;
  private final Timer timer;
  private final Loop loop;

  private final Atlas atlas;
  private long lastEnded;
  private long lastTook;

  /** Who cannot go for reasons of its own, and until when nobody looks at it again. */
  private final Map<UUID, Instant> held = new HashMap<>();

  DispatchLoop(
      Queue queue,
      Migrations migrations,
      Fleets fleets,
      Limits limits,
      Lifecycle lifecycle,
      Leadership leadership,
      Decisions decisions,
      PredictedEnds ends,
      QueueReports reports,
      QueueProperties properties,
      MeterRegistry registry,
      Clock clock) {
    this.queue = queue;
    this.migrations = migrations;
    this.fleets = fleets;
    this.limits = limits;
    this.lifecycle = lifecycle;
    this.leadership = leadership;
    this.ends = ends;
    this.reports = reports;
    this.properties = properties;
    this.clock = clock;
    this.atlas = new Atlas(limits);
    this.timer =
        Timer.builder("godwit.scheduler.dispatch")
            .description("One look at the queue, with what follows from it")
            .register(registry);
    this.loop =
        new Loop(
            "dispatch",
            properties.poll(),
            this::dispatch,
            e -> LOG.warn("the queue could not be dispatched, trying again", e));
    decisions.onRoom(loop::wake);
    ends.onNear(loop::wake);
  }

  /** What a dispatch looked at, and what follows. */
  private record Look(Instant at, Fleet fleet, List<Migration> heads, Dispatch dispatch) {}

  /** True if there may be more behind those that were looked at. */
  private boolean dispatch() {
    var more = new AtomicBoolean();
    if (leadership.isLeader()) {
      rest(clock.millis());
      long began = clock.millis();
      timer.record(() -> leadership.underLeadership(this::look, look -> more.set(carryOut(look))));
      lastEnded = clock.millis();
      lastTook = lastEnded - began;
    }
    return more.get();
  }

  /**
   * As long as the last one took, at most: under load each dispatch serves all who came meanwhile,
   * and leaves half of a processor to those who hear the agents.
   */
  private void rest(long now) {
    long rest =
        Math.min(lastEnded + Math.min(lastTook, LONGEST_REST_MILLIS) - now, LONGEST_REST_MILLIS);
    if (rest > 0) {
      LockSupport.parkNanos(Duration.ofMillis(rest).toNanos());
    }
  }

  /** First what is under way and then what has arrived: nothing is in neither of them. */
  private Look look() {
    var now = clock.instant();
    held.values().removeIf(until -> !now.isBefore(until));
    var hosts = fleets.hosts();
    var flights = queue.dispatched().stream().map(Views::flight).toList();
    var fleet = new Fleet(hosts.hosts(), flights).after(queue.movedAfter(now.minus(UNTOLD)));
    var sources = Sources.withRoom(fleet, limits);
    var untimely = Untimely.at(now, fleet, limits);
    var heads =
        queue.heads(sources, properties.heads(), properties.batch(), held.keySet(), untimely, now);
    var waiting = heads.stream().map(head -> Views.waiting(head, fleet)).toList();
    return new Look(
        now, fleet, heads, Dispatcher.dispatch(fleet, waiting, ends.at(now), now, limits, atlas));
  }

  private boolean carryOut(Look look) {
    tellAll(look.dispatch(), look.at());
    int before = held.size();
    letPass(look.dispatch(), look.at());
    reports.blocked(look.dispatch().blocked());
    reports.report(look.fleet(), look.at());
    return held.size() - before >= properties.heads()
        || (look.heads().size() == properties.batch() && !look.dispatch().starts().isEmpty());
  }

  /** Whoever cannot go for reasons of its own stands aside for a while for those behind it. */
  private void letPass(Dispatch dispatch, Instant now) {
    var until = now.plus(properties.lookAgain());
    dispatch.holds().forEach(hold -> held.put(hold.migration().value(), until));
  }

  private void tellAll(Dispatch dispatch, Instant now) {
    var inputs = new TreeMap<MigrationId, Input>();
    dispatch.starts().forEach(start -> inputs.put(start.migration(), start.placed()));
    dispatch.holds().forEach(hold -> inputs.put(hold.migration(), hold.input()));
    dispatch.goes().forEach(go -> inputs.put(go.migration(), go.input()));
    dispatch.grants().forEach(grant -> inputs.putIfAbsent(grant.migration(), grant.input()));
    dispatch.preempts().forEach(preempt -> inputs.put(preempt.victim(), preempt.input()));
    if (!inputs.isEmpty()) {
      migrations.saveAll(
          migrations.lockAll(inputs.keySet()).stream()
              .map(migration -> decide(migration, inputs.get(migration.id()), now))
              .toList());
    }
  }

  private Decision decide(Migration migration, @Nullable Input input, Instant now) {
    return lifecycle.decide(migration, Objects.requireNonNull(input), now);
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
