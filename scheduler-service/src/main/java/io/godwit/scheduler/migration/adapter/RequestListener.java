package io.godwit.scheduler.migration.adapter;

import io.godwit.events.MigrationId;
import io.godwit.events.request.MigrationRequest;
import io.godwit.events.request.MigrationRequest.CancelMigration;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import io.godwit.scheduler.dispatch.Admission;
import io.godwit.scheduler.dispatch.Fleets;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.inbox.UnreadableRecord;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Lifecycle;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.Origin;
import io.godwit.scheduler.migration.Traces;
import io.godwit.scheduler.policy.ShippedPolicies;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hears requests. A request that comes again changes nothing; the same id with another body is said
 * to be refused; a cancel that overtook its migration waits for it.
 */
@Component
final class RequestListener implements MessageListener<String, byte[]> {
  private final Migrations migrations;
  private final Requests requests;
  private final Lifecycle lifecycle;
  private final Fleets fleets;
  private final Limits limits;
  private final AdmissionProperties properties;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private volatile @Nullable Instant listeningSince;

  RequestListener(
      Migrations migrations,
      Requests requests,
      Lifecycle lifecycle,
      Fleets fleets,
      Limits limits,
      AdmissionProperties properties,
      TransactionTemplate transaction,
      Clock clock) {
    this.migrations = migrations;
    this.requests = requests;
    this.lifecycle = lifecycle;
    this.fleets = fleets;
    this.limits = limits;
    this.properties = properties;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Until then, and some time longer, hosts may have spoken that were not heard yet. */
  @EventListener(ApplicationReadyEvent.class)
  void listens() {
    listeningSince = clock.instant();
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
      case CancelMigration cancel -> cancel(event, cancel);
    }
  }

  private void request(Received.Event<MigrationRequest> event, RequestMigration request) {
    var id = MigrationId.of(event.source(), event.id());
    var known = migrations.lock(id);
    if (known.isEmpty()) {
      accept(id, event, request);
    } else if (!known.get().origin().request().equals(request)) {
      contradict(event, known.get(), request);
    }
  }

  private void accept(
      MigrationId id, Received.Event<MigrationRequest> event, RequestMigration request) {
    var now = clock.instant();
    var policy = ShippedPolicies.of(request.guestClassOrDefault(), request.reasonOrDefault());
    var traceparent = Objects.requireNonNullElseGet(event.traceparent(), () -> Traces.of(id));
    var origin = new Origin(request, event.source(), now, traceparent, policy);
    var decision = lifecycle.accept(id, origin, admission(request, now, now), now);
    migrations.save(decision);
    requests
        .unearth(id)
        .map(Input.Cancel::new)
        .map(cancel -> lifecycle.decide(decision.state(), cancel, now))
        .ifPresent(migrations::save);
  }

  private Input.Admission admission(RequestMigration request, Instant requestedAt, Instant now) {
    var window =
        new Admission.Window(
            requestedAt, Objects.requireNonNullElse(listeningSince, now), properties.grace());
    var fleet = fleets.hosts().after(migrations.movedAfter(now.minus(DispatchLoop.UNTOLD)));
    return new Admission(fleet, migrations::activeOf, limits, now, window).of(request);
  }

  /** Looks again at a request that came before its hosts had said what they run. */
  void reconsider(Migration migration, Instant now) {
    var origin = migration.origin();
    var admission = admission(origin.request(), origin.requestedAt(), now);
    migrations.save(lifecycle.decide(migration, admission, now));
  }

  private void contradict(
      Received.Event<MigrationRequest> event, Migration known, RequestMigration other) {
    var now = clock.instant();
    var name = event.id() + '\n' + other;
    if (requests.first(MigrationId.of(event.source(), name), now)) {
      var field = difference(known.origin().request(), other);
      var detail = "this id was used before with another " + field;
      migrations.save(lifecycle.decide(known, new Input.Contradicted(field, detail), now));
    }
  }

  private static String difference(RequestMigration one, RequestMigration other) {
    if (!one.guest().equals(other.guest())) {
      return "guest";
    }
    if (!Objects.equals(one.destination(), other.destination())) {
      return "destination";
    }
    return one.reason() != other.reason() ? "reason" : "guestClass";
  }

  private void cancel(Received.Event<MigrationRequest> event, CancelMigration cancel) {
    var now = clock.instant();
    if (!requests.first(MigrationId.of(event.source(), event.id()), now)) {
      return;
    }
    var explanation = Objects.requireNonNullElse(cancel.explanation(), "by " + event.source());
    var known = migrations.lock(cancel.migration());
    if (known.isEmpty()) {
      requests.bury(cancel.migration(), explanation, now);
    } else {
      migrations.save(lifecycle.decide(known.get(), new Input.Cancel(explanation), now));
    }
  }
}
