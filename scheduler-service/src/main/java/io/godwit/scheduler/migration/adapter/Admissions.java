package io.godwit.scheduler.migration.adapter;

import io.godwit.events.EvacuationId;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.scheduler.dispatch.Admission;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.lifecycle.Lifecycle;
import io.godwit.scheduler.migration.Chores;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Intake;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.Origin;
import io.godwit.scheduler.migration.Traces;
import io.godwit.scheduler.policy.ShippedPolicies;
import io.godwit.scheduler.queue.FairShares;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Takes migrations in, whoever asks for them. Within a transaction of the caller. */
@Component
class Admissions implements Intake, Chores {
  private static final String EVACUATION = "urn:godwit:evacuation:";

  private final MigrationTable migrations;
  private final Requests requests;
  private final Lifecycle lifecycle;
  private final RecentFleet fleets;
  private final FairShares shares;
  private final Limits limits;
  private final AdmissionProperties properties;
  private final Clock clock;
  private volatile @Nullable Instant listeningSince;

  Admissions(
      MigrationTable migrations,
      Requests requests,
      Lifecycle lifecycle,
      RecentFleet fleets,
      FairShares shares,
      Limits limits,
      AdmissionProperties properties,
      Clock clock) {
    this.migrations = migrations;
    this.requests = requests;
    this.lifecycle = lifecycle;
    this.fleets = fleets;
    this.shares = shares;
    this.limits = limits;
    this.properties = properties;
    this.clock = clock;
  }

  /** Until then, and some time longer, hosts may have spoken that were not heard yet. */
  @EventListener(ApplicationReadyEvent.class)
  void listens() {
    listeningSince = clock.instant();
  }

  @Override
  public void accept(
      MigrationId id,
      RequestMigration request,
      String requestedBy,
      @Nullable String traceparent,
      int rank,
      List<HostId> allowedHosts,
      Instant now) {
    if (migrations.lock(id).isPresent()) {
      return;
    }
    var policy = ShippedPolicies.of(request.guestClassOrDefault(), request.reasonOrDefault());
    var origin =
        new Origin(
            request,
            requestedBy,
            now,
            Objects.requireNonNullElseGet(traceparent, () -> Traces.of(id)),
            policy,
            evacuation(requestedBy),
            rank,
            allowedHosts);
    var decision = lifecycle.accept(id, origin, admission(origin, now), now);
    migrations.save(decision);
    requests
        .unearth(id)
        .map(Input.Cancel::new)
        .map(cancel -> lifecycle.decide(decision.state(), cancel, now))
        .ifPresent(migrations::save);
  }

  private static @Nullable EvacuationId evacuation(String requestedBy) {
    return requestedBy.startsWith(EVACUATION)
        ? EvacuationId.parse(requestedBy.substring(EVACUATION.length()))
        : null;
  }

  private Input.Admission admission(Origin origin, Instant now) {
    var window =
        new Admission.Window(
            origin.requestedAt(),
            Objects.requireNonNullElse(listeningSince, now),
            properties.grace());
    var fleet = fleets.at(now);
    var admission =
        new Admission(fleet, migrations::activeOf, limits, now, window).of(origin.request());
    return admission instanceof Input.Admitted admitted && origin.evacuation() == null
        ? admitted.delayedBy(shares.count(project(origin, admitted), now))
        : admission;
  }

  private static String project(Origin origin, Input.Admitted admitted) {
    var asked = origin.request().project();
    var own = asked == null ? admitted.labels().project() : asked;
    return own == null ? "" : own;
  }

  /** Looks again at a request that came before its hosts had said what they run. */
  void reconsider(Migration migration, Instant now) {
    migrations.save(lifecycle.decide(migration, admission(migration.origin(), now), now));
  }

  @Override
  public void cancel(MigrationId id, String explanation, Instant now) {
    migrations
        .lock(id)
        .ifPresentOrElse(
            known -> migrations.save(lifecycle.decide(known, new Input.Cancel(explanation), now)),
            () -> requests.bury(id, explanation, now));
  }

  @Override
  public void again(MigrationId migration, Input.Chore chore, Instant now) {
    migrations
        .lock(migration)
        .ifPresent(known -> migrations.save(lifecycle.decide(known, chore, now)));
  }

  @Override
  public boolean isMoving(UUID guest) {
    return migrations.activeOf(guest).isPresent();
  }
}
