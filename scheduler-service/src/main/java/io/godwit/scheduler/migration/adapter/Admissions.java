package io.godwit.scheduler.migration.adapter;

import io.godwit.events.Bytes;
import io.godwit.events.EvacuationId;
import io.godwit.events.GuestLabels;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.scheduler.dispatch.Admission;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.lifecycle.Lifecycle;
import io.godwit.scheduler.migration.Chores;
import io.godwit.scheduler.migration.Decision;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Intake;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.Origin;
import io.godwit.scheduler.migration.Traces;
import io.godwit.scheduler.policy.Policies;
import io.godwit.scheduler.policy.Subject;
import io.godwit.scheduler.queue.FairShares;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
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
  private final Policies policies;
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
      Policies policies,
      AdmissionProperties properties,
      Clock clock) {
    this.migrations = migrations;
    this.requests = requests;
    this.lifecycle = lifecycle;
    this.fleets = fleets;
    this.shares = shares;
    this.limits = limits;
    this.policies = policies;
    this.properties = properties;
    this.clock = clock;
  }

  /** Until then, and some time longer, hosts may have spoken that were not heard yet. */
  @EventListener(ApplicationReadyEvent.class)
  void listens() {
    listeningSince = clock.instant();
  }

  /** A request for a migration that nobody knows yet. */
  record Asked(
      MigrationId id,
      RequestMigration request,
      String requestedBy,
      @Nullable String traceparent,
      int rank,
      List<HostId> allowedHosts) {

    /** Until the guest is known, by what the request says; then by the guest's labels, too. */
    Origin origin(Policies policies, Instant now) {
      return new Origin(
          request,
          requestedBy,
          now,
          Objects.requireNonNullElseGet(traceparent, () -> Traces.of(id)),
          policies.of(Subject.of(request, GuestLabels.NONE, Bytes.ZERO, now)),
          evacuation(requestedBy),
          rank,
          allowedHosts,
          null);
    }
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
    if (migrations.lock(id).isEmpty()) {
      accept(List.of(new Asked(id, request, requestedBy, traceparent, rank, allowedHosts)), now);
    }
  }

  /** All together, with few looks into the database; in their order. */
  void accept(List<Asked> asked, Instant now) {
    var origins = asked.stream().map(one -> one.origin(policies, now)).toList();
    var admissions = admissions(asked, origins, now);
    var decisions = new ArrayList<Decision>();
    for (int i = 0; i < asked.size(); i++) {
      decisions.add(lifecycle.accept(asked.get(i).id(), origins.get(i), admissions.get(i), now));
    }
    migrations.addAll(decisions);
    var cancels = requests.unearth(asked.stream().map(Asked::id).toList());
    for (var decision : decisions) {
      var explanation = cancels.get(decision.state().id());
      if (explanation != null) {
        migrations.save(lifecycle.decide(decision.state(), new Input.Cancel(explanation), now));
      }
    }
  }

  private List<Input.Admission> admissions(List<Asked> asked, List<Origin> origins, Instant now) {
    var known = fleets.at(now);
    var meant =
        origins.stream()
            .flatMap(origin -> known.whereabouts().meant(origin.request().guest()).stream())
            .collect(Collectors.toSet());
    var active = new HashMap<>(migrations.activeOf(meant));
    var admission = admission(known, guest -> Optional.ofNullable(active.get(guest)), now, now);
    var admissions = new ArrayList<Input.Admission>();
    for (int i = 0; i < asked.size(); i++) {
      var one = admission.of(origins.get(i).request());
      if (one instanceof Input.Admitted(var guest, _, _, _, _)) {
        active.put(guest.guest().uuid(), asked.get(i).id());
      }
      admissions.add(one);
    }
    return delayed(origins, admissions, now);
  }

  private Admission admission(
      RecentFleet.Known known,
      Function<UUID, Optional<MigrationId>> active,
      Instant requestedAt,
      Instant now) {
    var listening = Objects.requireNonNullElse(listeningSince, now);
    var window = new Admission.Window(requestedAt, listening, properties.grace());
    return new Admission(known.fleet(), known.whereabouts(), active, limits, now, window);
  }

  /** Each that is admitted counts for its project, but for the guests of an evacuation. */
  private List<Input.Admission> delayed(
      List<Origin> origins, List<Input.Admission> admissions, Instant now) {
    var projects = new ArrayList<String>();
    for (int i = 0; i < admissions.size(); i++) {
      if (counts(origins.get(i), admissions.get(i))) {
        projects.add(project(origins.get(i), (Input.Admitted) admissions.get(i)));
      }
    }
    var delays = shares.count(projects, now).iterator();
    var delayed = new ArrayList<Input.Admission>();
    for (int i = 0; i < admissions.size(); i++) {
      var one = admissions.get(i);
      delayed.add(
          counts(origins.get(i), one) ? ((Input.Admitted) one).delayedBy(delays.next()) : one);
    }
    return delayed;
  }

  private static boolean counts(Origin origin, Input.Admission admission) {
    return admission instanceof Input.Admitted && origin.evacuation() == null;
  }

  private static @Nullable EvacuationId evacuation(String requestedBy) {
    return requestedBy.startsWith(EVACUATION)
        ? EvacuationId.parse(requestedBy.substring(EVACUATION.length()))
        : null;
  }

  private static String project(Origin origin, Input.Admitted admitted) {
    var asked = origin.request().project();
    var own = asked == null ? admitted.labels().project() : asked;
    return own == null ? "" : own;
  }

  /** Looks again at a request that came before its hosts had said what they run. */
  void reconsider(Migration migration, Instant now) {
    var origin = migration.origin();
    var admission =
        admission(fleets.at(now), migrations::activeOf, origin.requestedAt(), now)
            .of(origin.request());
    var counted = delayed(List.of(origin), List.of(admission), now).getFirst();
    migrations.save(lifecycle.decide(migration, counted, now));
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
