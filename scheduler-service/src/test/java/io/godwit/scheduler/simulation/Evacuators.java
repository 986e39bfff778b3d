package io.godwit.scheduler.simulation;

import io.godwit.events.EvacuationId;
import io.godwit.events.MigrationId;
import io.godwit.events.evacuation.EvacuationEvent;
import io.godwit.events.request.MigrationRequest.CancelEvacuation;
import io.godwit.events.request.MigrationRequest.RequestEvacuation;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.evacuation.Evacuating;
import io.godwit.scheduler.evacuation.Evacuation;
import io.godwit.scheduler.evacuation.EvacuationDecision;
import io.godwit.scheduler.evacuation.EvacuationEffect;
import io.godwit.scheduler.evacuation.EvacuationInput;
import io.godwit.scheduler.evacuation.EvacuationRules;
import io.godwit.scheduler.evacuation.EvacuationState;
import io.godwit.scheduler.evacuation.Sight;
import io.godwit.scheduler.evacuation.Survey;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.policy.ShippedPolicies;
import io.godwit.scheduler.simulation.Store.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Evacuations in the store, as their adapter keeps them. */
final class Evacuators {
  private static final Evacuating EVACUATING =
      new Evacuating(
          new EvacuationRules(
              Duration.ofSeconds(5), Duration.ofSeconds(1), 8, 3, Duration.ofSeconds(10)));
  private final Desk desk;
  private final Clockwork clock;
  private final Limits limits;
  private Consumer<List<EvacuationEvent>> listener = events -> {};

  Evacuators(Desk desk, Clockwork clock, Limits limits) {
    this.desk = desk;
    this.clock = clock;
    this.limits = limits;
  }

  void listen(Consumer<List<EvacuationEvent>> told) {
    listener = told;
  }

  void request(Transaction tx, EvacuationId id, RequestEvacuation request) {
    if (tx.lock(Tables.evacuation(id), Evacuation.class) != null) {
      return;
    }
    var origin = new Evacuation.Origin(request, Desk.SOURCE, clock.now(), "trace");
    var other =
        tx.all("evacuation", Evacuation.class).stream()
            .filter(one -> one.host().equals(request.host()))
            .filter(one -> one.state() != EvacuationState.ENDED)
            .map(Evacuation::id)
            .findFirst();
    var decision = EVACUATING.accept(id, origin, other, sight(tx, request, Set.of()), clock.now());
    carryOut(tx, decision);
    var buried = Tables.tombstone(id.toString());
    var early = tx.lock(buried, CancelEvacuation.class);
    if (early != null) {
      tx.delete(buried);
      cancel(tx, decision.state(), early);
    }
  }

  void cancel(Transaction tx, CancelEvacuation cancel) {
    var known = tx.lock(Tables.evacuation(cancel.evacuation()), Evacuation.class);
    if (known == null) {
      tx.put(Tables.tombstone(cancel.evacuation().toString()), cancel);
    } else {
      cancel(tx, known, cancel);
    }
  }

  private void cancel(Transaction tx, Evacuation evacuation, CancelEvacuation cancel) {
    var input = new EvacuationInput.Cancelled(cancel.runningOrDefault(), "not wanted");
    carryOut(tx, EVACUATING.decide(evacuation, input, clock.now()));
  }

  List<EvacuationId> due(Store store) {
    return store.all("evacuation", Evacuation.class).stream()
        .filter(evacuation -> desk.isDue(evacuation.nextCheckAt()))
        .map(Evacuation::id)
        .toList();
  }

  void look(Transaction tx, EvacuationId id) {
    var evacuation = tx.lock(Tables.evacuation(id), Evacuation.class);
    if (evacuation != null) {
      var own = evacuation.migrations().collect(Collectors.toSet());
      var sight = sight(tx, evacuation.origin().request(), own);
      carryOut(tx, EVACUATING.decide(evacuation, new EvacuationInput.Looked(sight), clock.now()));
    }
  }

  private Sight sight(Transaction tx, RequestEvacuation request, Set<MigrationId> own) {
    var host = request.host();
    var migrations =
        Tables.migrations(tx).stream()
            .filter(migration ->
                own.contains(migration.id())
                    || (!migration.state().terminal()
                        && (host.equals(migration.source())
                            || (migration.current() != null
                                && host.equals(migration.attemptOrThrow().destination())))))
            .toList();
    return new Survey(
            request,
            Tables.fleet(tx, clock.now()),
            migrations,
            limits,
            ShippedPolicies.ALONE,
            clock.now())
        .sight();
  }

  private void carryOut(Transaction tx, EvacuationDecision decision) {
    if (decision.changes().isEmpty()) {
      return;
    }
    var evacuation = decision.state();
    tx.put(Tables.evacuation(evacuation.id()), evacuation);
    tx.afterCommit(() -> listener.accept(decision.events()));
    decision.effects().forEach(effect -> carryOut(tx, evacuation, effect));
  }

  private void carryOut(Transaction tx, Evacuation evacuation, EvacuationEffect effect) {
    switch (effect) {
      case EvacuationEffect.CloseHost(var host) -> desk.close(tx, host, true);
      case EvacuationEffect.OpenHost(var host) -> desk.close(tx, host, null);
      case EvacuationEffect.AskFor(var id, var request, var allowed, int rank) ->
          desk.accept(tx, id, request, evacuation.urn(), rank, allowed, evacuation.id());
      case EvacuationEffect.Stop(var id, _, boolean evenIfBegun) -> {
        var migration = tx.lock(Tables.migration(id), Migration.class);
        if (migration != null && (evenIfBegun || !migration.state().begun())) {
          desk.cancel(tx, id);
        }
      }
    }
  }
}
