package io.godwit.scheduler.migration.adapter;

import io.godwit.events.EvacuationId;
import io.godwit.events.MigrationId;
import io.godwit.events.request.MigrationRequest;
import io.godwit.events.request.MigrationRequest.CancelEvacuation;
import io.godwit.events.request.MigrationRequest.CancelMigration;
import io.godwit.events.request.MigrationRequest.CompleteMigration;
import io.godwit.events.request.MigrationRequest.ConfigureHost;
import io.godwit.events.request.MigrationRequest.RequestEvacuation;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.events.request.MigrationRequest.RequestPlan;
import io.godwit.events.request.MigrationRequest.RetuneMigration;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import io.godwit.scheduler.evacuation.EvacuationRequests;
import io.godwit.scheduler.host.HostSettingsStore;
import io.godwit.scheduler.inbox.UnreadableRecord;
import io.godwit.scheduler.lifecycle.Lifecycle;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.plan.PlanRequests;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hears requests. A request that comes again changes nothing; the same id with another body is said
 * to be refused; a cancel that overtook its migration waits for it.
 */
@Component
final class RequestListener implements MessageListener<String, byte[]> {
  private final MigrationTable migrations;
  private final Admissions admissions;
  private final Requests requests;
  private final Lifecycle lifecycle;
  private final HostSettingsStore hosts;
  private final EvacuationRequests evacuations;
  private final PlanRequests plans;
  private final Told told;
  private final TransactionTemplate transaction;
  private final Clock clock;

  RequestListener(
      MigrationTable migrations,
      Admissions admissions,
      Requests requests,
      Lifecycle lifecycle,
      HostSettingsStore hosts,
      EvacuationRequests evacuations,
      PlanRequests plans,
      Told told,
      TransactionTemplate transaction,
      Clock clock) {
    this.migrations = migrations;
    this.admissions = admissions;
    this.requests = requests;
    this.lifecycle = lifecycle;
    this.hosts = hosts;
    this.evacuations = evacuations;
    this.plans = plans;
    this.told = told;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public void onMessage(ConsumerRecord<String, byte[]> record) {
    switch (EventRecords.read(Topics.REQUESTS, record)) {
      case Received.Event<MigrationRequest> event ->
          transaction.executeWithoutResult(_ -> handle(event));
      case Received.Unreadable<MigrationRequest> unreadable ->
          throw new UnreadableRecord(unreadable.reason());
    }
  }

  private void handle(Received.Event<MigrationRequest> event) {
    switch (event.data()) {
      case RequestMigration request -> request(event, request);
      case CancelMigration cancel -> once(event, () -> cancel(event, cancel));
      case RetuneMigration retune -> once(event, () -> retune(event, retune));
      case CompleteMigration _ -> told.ignored("complete");
      case ConfigureHost configure -> once(event, () -> configure(event, configure));
      case RequestEvacuation request ->
          evacuations.request(
              EvacuationId.of(event.source(), event.id()),
              request,
              event.source(),
              event.traceparent());
      case CancelEvacuation cancel -> once(event, () -> evacuations.cancel(cancel, event.source()));
      case RequestPlan plan ->
          plans.request(
              MigrationId.of(event.source(), event.id()), plan.request(), event.traceparent());
    }
  }

  /** What sets something absolute must not be set again after something else was. */
  private void once(Received.Event<MigrationRequest> event, Runnable work) {
    if (requests.first(MigrationId.of(event.source(), event.id()), clock.instant())) {
      work.run();
    }
  }

  private void request(Received.Event<MigrationRequest> event, RequestMigration request) {
    var id = MigrationId.of(event.source(), event.id());
    var known = migrations.lock(id);
    if (known.isEmpty()) {
      admissions.accept(
          id, request, event.source(), event.traceparent(), 0, List.of(), clock.instant());
    } else if (!known.get().origin().request().equals(request)) {
      contradict(event, known.get(), request);
    }
  }

  private void contradict(
      Received.Event<MigrationRequest> event, Migration known, RequestMigration other) {
    var now = clock.instant();
    var name = event.id() + '\n' + other;
    if (requests.first(MigrationId.of(event.source(), name), now)) {
      var field = Contradiction.field(known.origin().request(), other);
      var detail = "this id was used before with another " + field;
      migrations.save(lifecycle.decide(known, new Input.Contradicted(field, detail), now));
    }
  }

  private void cancel(Received.Event<MigrationRequest> event, CancelMigration cancel) {
    var explanation = Objects.requireNonNullElse(cancel.explanation(), "by " + event.source());
    admissions.cancel(cancel.migration(), explanation, clock.instant());
  }

  /** Too late, or of a migration that nobody knows: there is no place in the queue to change. */
  private void retune(Received.Event<MigrationRequest> event, RetuneMigration retune) {
    var priority = retune.priority();
    if (priority == null) {
      told.ignored("retune");
      return;
    }
    var input = new Input.Retuned(priority, event.source());
    var known = migrations.lock(retune.migration());
    var decision = known.map(state -> lifecycle.decide(state, input, clock.instant()));
    if (decision.isEmpty() || decision.get().changes().isEmpty()) {
      told.ignored("retune");
    }
    decision.ifPresent(migrations::save);
  }

  private void configure(Received.Event<MigrationRequest> event, ConfigureHost configure) {
    hosts.apply(configure.host(), configure.settings(), event.source(), clock.instant());
    told.room();
  }
}
