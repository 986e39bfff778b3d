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
import io.godwit.scheduler.migration.adapter.Admissions.Asked;
import io.godwit.scheduler.plan.PlanRequests;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hears requests. A request that comes again changes nothing; the same id with another body is said
 * to be refused; a cancel that overtook its migration waits for it.
 */
@Component
final class RequestListener implements BatchMessageListener<String, byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(RequestListener.class);
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

  /** A record and what it says. */
  private record Heard(ConsumerRecord<String, byte[]> record, Received<MigrationRequest> received) {

    static Heard of(ConsumerRecord<String, byte[]> record) {
      return new Heard(record, EventRecords.read(Topics.REQUESTS, record));
    }

    /** The request for a migration that it is, if it is one. */
    Optional<Asked> asked() {
      return received instanceof Received.Event<MigrationRequest> event
              && event.data() instanceof RequestMigration request
          ? Optional.of(RequestListener.asked(event, request))
          : Optional.empty();
    }
  }

  /** Requests for migrations that follow each other are taken in together. */
  @Override
  public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
    var together = new LinkedHashMap<MigrationId, Heard>();
    for (var heard : records.stream().map(Heard::of).toList()) {
      var id = heard.asked().map(Asked::id);
      if (id.isEmpty() || together.containsKey(id.get())) {
        take(List.copyOf(together.values()));
        together.clear();
      }
      id.ifPresentOrElse(known -> together.put(known, heard), () -> take(heard));
    }
    take(List.copyOf(together.values()));
  }

  /** All in one transaction; where that fails, each in its own, so that one fails alone. */
  private void take(List<Heard> requests) {
    if (requests.size() > 1 && takenTogether(requests)) {
      return;
    }
    requests.forEach(this::take);
  }

  private boolean takenTogether(List<Heard> heard) {
    try {
      var asked = heard.stream().flatMap(one -> one.asked().stream()).toList();
      transaction.executeWithoutResult(_ -> request(asked));
      return true;
    } catch (RuntimeException e) {
      LOG.info("{} requests are taken one by one, together they fail: {}", heard.size(), e);
      return false;
    }
  }

  private void take(Heard heard) {
    try {
      switch (heard.received()) {
        case Received.Event<MigrationRequest> event ->
            transaction.executeWithoutResult(_ -> handle(event));
        case Received.Unreadable<MigrationRequest> unreadable ->
            throw new UnreadableRecord(unreadable.reason());
      }
    } catch (RuntimeException e) {
      throw new BatchListenerFailedException("a request failed", e, heard.record());
    }
  }

  private void handle(Received.Event<MigrationRequest> event) {
    switch (event.data()) {
      case RequestMigration request -> request(List.of(asked(event, request)));
      case CancelMigration cancel -> once(event, () -> cancel(event, cancel));
      case RetuneMigration retune -> once(event, () -> retune(event, retune));
      case CompleteMigration complete -> once(event, () -> complete(event, complete));
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

  private static Asked asked(Received.Event<MigrationRequest> event, RequestMigration request) {
    var id = MigrationId.of(event.source(), event.id());
    return new Asked(id, request, event.source(), event.traceparent(), 0, List.of());
  }

  /** Different ones. */
  private void request(List<Asked> asked) {
    var known = new HashMap<MigrationId, Migration>();
    migrations
        .lockAll(asked.stream().map(Asked::id).toList())
        .forEach(migration -> known.put(migration.id(), migration));
    admissions.accept(
        asked.stream().filter(one -> !known.containsKey(one.id())).toList(), clock.instant());
    for (var one : asked) {
      var before = known.get(one.id());
      if (before != null && !before.origin().request().equals(one.request())) {
        contradict(one, before);
      }
    }
  }

  /** What the other request wants is a part of the name, so that each is answered once. */
  private void contradict(Asked other, Migration known) {
    var now = clock.instant();
    var name = other.id().toString() + '\n' + other.request();
    if (requests.first(MigrationId.of(other.requestedBy(), name), now)) {
      var field = Contradiction.field(known.origin().request(), other.request());
      var detail = "this id was used before with another " + field;
      migrations.save(lifecycle.decide(known, new Input.Contradicted(field, detail), now));
    }
  }

  private void cancel(Received.Event<MigrationRequest> event, CancelMigration cancel) {
    admissions.cancel(
        cancel.migration(), explanation(cancel.explanation(), event), clock.instant());
  }

  private void complete(Received.Event<MigrationRequest> event, CompleteMigration complete) {
    var explanation = explanation(complete.explanation(), event);
    tell(
        complete.migration(),
        new Input.Complete(complete.overrideOrDefault(), explanation),
        "complete");
  }

  private void retune(Received.Event<MigrationRequest> event, RetuneMigration retune) {
    var priority = retune.priority();
    if (priority != null) {
      tell(retune.migration(), new Input.Retuned(priority, event.source()), "retune");
    }
    var tuning = retune.tuning();
    if (tuning != null) {
      var explanation = explanation(retune.explanation(), event);
      tell(retune.migration(), new Input.Tuned(tuning, explanation), "retune");
    }
  }

  private static String explanation(
      @Nullable String given, Received.Event<MigrationRequest> event) {
    return Objects.requireNonNullElse(given, "by " + event.source());
  }

  /** Too late, or of a migration that nobody knows: nothing is changed. */
  private void tell(MigrationId id, Input input, String wish) {
    var decision =
        migrations.lock(id).map(state -> lifecycle.decide(state, input, clock.instant()));
    if (decision.isEmpty() || decision.get().changes().isEmpty()) {
      told.ignored(wish);
    }
    decision.ifPresent(migrations::save);
  }

  private void configure(Received.Event<MigrationRequest> event, ConfigureHost configure) {
    hosts.apply(configure.host(), configure.settings(), event.source(), clock.instant());
    told.room();
  }
}
