package io.godwit.scheduler.simulation;

import io.godwit.events.EvacuationId;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.evacuation.EvacuationEvent;
import io.godwit.events.host.HostSettings;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.request.MigrationRequest;
import io.godwit.events.request.MigrationRequest.CancelEvacuation;
import io.godwit.events.request.MigrationRequest.CancelMigration;
import io.godwit.events.request.MigrationRequest.CompleteMigration;
import io.godwit.events.request.MigrationRequest.ConfigureHost;
import io.godwit.events.request.MigrationRequest.RequestEvacuation;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.events.request.MigrationRequest.RequestPlan;
import io.godwit.events.request.MigrationRequest.RetuneMigration;
import io.godwit.scheduler.dispatch.Admission;
import io.godwit.scheduler.dispatch.Dispatch;
import io.godwit.scheduler.dispatch.Dispatcher;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Waiting;
import io.godwit.scheduler.lifecycle.Lifecycle;
import io.godwit.scheduler.migration.Decision;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.MigrationState;
import io.godwit.scheduler.migration.Origin;
import io.godwit.scheduler.placement.Atlas;
import io.godwit.scheduler.policy.ShippedPolicies;
import io.godwit.scheduler.queue.Sources;
import io.godwit.scheduler.queue.Views;
import io.godwit.scheduler.simulation.Store.Transaction;
import io.godwit.scheduler.simulation.Tables.Cleanup;
import io.godwit.scheduler.simulation.Tables.HostRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a process of the scheduler does with a transaction: the shell around the pure cores. */
final class Desk {
  static final String SOURCE = "urn:test";
  private static final int HEADS = 16;
  private static final Duration GRACE = Duration.ofSeconds(5);
  private final Store store;
  private final Clockwork clock;
  private final Lifecycle lifecycle;
  private final Limits limits;
  private final Bus bus;
  private final Evacuators evacuators;
  private final Cleaning cleaning;

  /** Is told each dispatch when it is committed. */
  private Consumer<Committed> listener = committed -> {};

  /** A dispatch, with what it had seen. */
  record Committed(Fleet seen, Dispatch dispatch) {
    boolean started(MigrationId id) {
      return dispatch.starts().stream().anyMatch(start -> start.migration().equals(id));
    }
  }

  Desk(Store store, Clockwork clock, Lifecycle lifecycle, Limits limits, Bus bus) {
    this.store = store;
    this.clock = clock;
    this.lifecycle = lifecycle;
    this.limits = limits;
    this.bus = bus;
    this.evacuators = new Evacuators(this, clock, limits);
    this.cleaning = new Cleaning(this, store, clock);
  }

  private Consumer<List<MigrationEvent>> said = events -> {};

  void onDispatch(Consumer<Committed> told) {
    listener = told;
  }

  void onEvacuations(Consumer<List<EvacuationEvent>> told) {
    evacuators.listen(told);
  }

  /** Is told what is published. */
  void onEvents(Consumer<List<MigrationEvent>> told) {
    said = told;
  }

  void handle(Transaction tx, Bus.Message message) {
    switch (message) {
      case Bus.Message.Requested(var key, var request) -> request(tx, key, request);
      case Bus.Message.Said(var event) -> said(tx, event);
      case Bus.Message.Told(var inventory) -> {
        var key = Tables.host(inventory.host());
        var before = tx.lock(key, HostRow.class);
        if (before == null || !before.inventory().at().isAfter(inventory.at())) {
          tx.put(key, new HostRow(inventory.host(), inventory, clock.now()));
        }
      }
    }
  }

  private void request(Transaction tx, String key, MigrationRequest request) {
    switch (request) {
      case RequestMigration wanted ->
          accept(tx, MigrationId.of(SOURCE, key), wanted, SOURCE, 0, List.of(), null);
      case CancelMigration cancel -> once(tx, key, () -> cancel(tx, cancel.migration()));
      case RetuneMigration retune ->
          once(
              tx,
              key,
              () ->
                  tell(
                      tx,
                      retune.migration(),
                      new Input.Retuned(Objects.requireNonNull(retune.priority()), SOURCE)));
      case ConfigureHost configure ->
          once(tx, key, () -> tx.put(Tables.settings(configure.host()), configure.settings()));
      case RequestEvacuation wanted -> evacuators.request(tx, EvacuationId.of(SOURCE, key), wanted);
      case CancelEvacuation cancel -> once(tx, key, () -> evacuators.cancel(tx, cancel));
      case CompleteMigration _ -> throw new IllegalArgumentException("has a test of its own");
      case RequestPlan _ -> throw new IllegalArgumentException("plans have a test of their own");
    }
  }

  private static void once(Transaction tx, String key, Runnable work) {
    if (tx.lock(Tables.handled(key), Boolean.class) == null) {
      tx.put(Tables.handled(key), true);
      work.run();
    }
  }

  void accept(
      Transaction tx,
      MigrationId id,
      RequestMigration request,
      String by,
      int rank,
      List<HostId> allowed,
      @Nullable EvacuationId evacuation) {
    if (tx.lock(Tables.migration(id), Migration.class) != null) {
      return;
    }
    var now = clock.now();
    var policy = ShippedPolicies.of(request.guestClassOrDefault(), request.reasonOrDefault());
    var origin = new Origin(request, by, now, "trace", policy, evacuation, rank, allowed, null);
    var decision = lifecycle.accept(id, origin, admission(tx, origin, now), now);
    save(tx, decision);
    var buried = Tables.tombstone(id.toString());
    if (tx.lock(buried, Boolean.class) != null) {
      tx.delete(buried);
      save(tx, lifecycle.decide(decision.state(), new Input.Cancel("early"), now));
    }
  }

  private Input.Admission admission(Transaction tx, Origin origin, Instant now) {
    var window = new Admission.Window(origin.requestedAt(), Clockwork.BEGIN, GRACE);
    return new Admission(
            Tables.fleet(tx, now), guest -> Tables.activeOf(tx, guest), limits, now, window)
        .of(origin.request());
  }

  void cancel(Transaction tx, MigrationId id) {
    if (tx.lock(Tables.migration(id), Migration.class) == null) {
      tx.put(Tables.tombstone(id.toString()), true);
    } else {
      tell(tx, id, new Input.Cancel("not wanted"));
    }
  }

  private void said(Transaction tx, AgentEvent event) {
    cleaning.answered(tx, event);
    tell(tx, event.about().migration(), new Input.FromAgent(event));
  }

  /** Decides under the lock of the row; nothing if there is none. */
  void tell(Transaction tx, MigrationId id, Input input) {
    var known = tx.lock(Tables.migration(id), Migration.class);
    if (known != null) {
      save(tx, lifecycle.decide(known, input, clock.now()));
    }
  }

  private void save(Transaction tx, Decision decision) {
    if (decision.changes().isEmpty()) {
      return;
    }
    tx.put(Tables.migration(decision.state().id()), decision.state());
    cleaning.track(tx, decision.commands());
    tx.afterCommit(() -> {
      said.accept(decision.events());
      decision.commands().forEach(bus::send);
    });
  }

  List<MigrationId> due() {
    return store.all("migration", Migration.class).stream()
        .filter(migration -> isDue(migration.nextCheckAt()))
        .map(Migration::id)
        .toList();
  }

  boolean isDue(@Nullable Instant at) {
    return at != null && !clock.now().isBefore(at);
  }

  void timer(Transaction tx, MigrationId id) {
    var known = tx.lock(Tables.migration(id), Migration.class);
    if (known == null || !isDue(known.nextCheckAt())) {
      return;
    }
    var now = clock.now();
    var input =
        known.state() == MigrationState.REQUESTED
            ? admission(tx, known.origin(), now)
            : new Input.Timer();
    save(tx, lifecycle.decide(known, input, now));
  }

  void dispatch(Transaction tx) {
    var now = clock.now();
    if (Tables.migrations(tx).stream().allMatch(migration -> migration.state().terminal())) {
      return;
    }
    var fleet = Tables.fleet(tx, now);
    var sources = Sources.withRoom(fleet, limits);
    var queue = sources.stream().flatMap(source -> heads(tx, source, fleet).stream()).toList();
    var dispatch =
        Dispatcher.dispatch(fleet, queue, ends(fleet, now), now, limits, new Atlas(limits));
    dispatch.starts().forEach(start -> tell(tx, start.migration(), start.placed()));
    dispatch.holds().forEach(hold -> tell(tx, hold.migration(), hold.input()));
    dispatch.goes().forEach(go -> tell(tx, go.migration(), go.input()));
    dispatch.preempts().forEach(preempt -> tell(tx, preempt.victim(), preempt.input()));
    dispatch.grants().forEach(grant -> tell(tx, grant.migration(), grant.input()));
    tx.afterCommit(() -> listener.accept(new Committed(fleet, dispatch)));
  }

  /** What is predicted of those that move, most of it wrong; the same in the same second. */
  private static Map<MigrationId, Instant> ends(Fleet fleet, Instant now) {
    var ends = new HashMap<MigrationId, Instant>();
    for (var flight : fleet.flights()) {
      long chance = Math.floorMod(flight.migration().hashCode() + 31 * now.getEpochSecond(), 3000L);
      if (flight.phase() == Fleet.Phase.MOVING && chance < 1000) {
        ends.put(flight.migration(), now.plusMillis(chance - 200));
      }
    }
    return ends;
  }

  private List<Waiting> heads(Transaction tx, HostId source, Fleet fleet) {
    return Tables.migrations(tx).stream()
        .filter(migration -> migration.state() == MigrationState.QUEUED)
        .filter(migration -> source.equals(migration.source()))
        .filter(migration -> migration.notBefore() == null || isDue(migration.notBefore()))
        .map(migration -> Views.waiting(migration, fleet))
        .sorted(Waiting.BY_TURN)
        .limit(HEADS)
        .toList();
  }

  List<EvacuationId> evacuationsDue() {
    return evacuators.due(store);
  }

  void lookAtEvacuation(Transaction tx, EvacuationId id) {
    evacuators.look(tx, id);
  }

  List<Cleanup> cleanupsDue() {
    return cleaning.due();
  }

  void cleanUp(Transaction tx, Cleanup row) {
    cleaning.lookAt(tx, row);
  }

  void close(Transaction tx, HostId host, @Nullable Boolean closed) {
    var was =
        Objects.requireNonNullElse(
            tx.lock(Tables.settings(host), HostSettings.class), HostSettings.NONE);
    tx.put(
        Tables.settings(host),
        new HostSettings(
            was.outgoingLimit(), was.incomingLimit(), was.bandwidthCap(), closed, was.windows()));
  }
}
