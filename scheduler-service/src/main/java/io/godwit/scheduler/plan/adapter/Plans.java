package io.godwit.scheduler.plan.adapter;

import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.scheduler.dispatch.Admission;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Fleets;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Migrations;
import io.godwit.scheduler.migration.Traces;
import io.godwit.scheduler.outbox.Outbox;
import io.godwit.scheduler.plan.Plan;
import io.godwit.scheduler.plan.PlanDecision;
import io.godwit.scheduler.plan.PlanRequests;
import io.godwit.scheduler.plan.Planning;
import io.godwit.scheduler.queue.Queue;
import io.godwit.scheduler.queue.Views;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes plans. What is asked and answered is in the database, so an answer may arrive at another
 * replica than the request did, and a process that dies leaves its plans to the others.
 */
@Component
final class Plans implements PlanRequests {
  /** For so long a move may not have been told by its hosts. */
  private static final Duration UNTOLD = Duration.ofMinutes(1);

  private final PlanTable table;
  private final Planning planning;
  private final Fleets fleets;
  private final Queue queue;
  private final Migrations migrations;
  private final Limits limits;
  private final PlanProperties properties;
  private final Outbox outbox;
  private final Clock clock;

  Plans(
      PlanTable table,
      Planning planning,
      Fleets fleets,
      Queue queue,
      Migrations migrations,
      Limits limits,
      PlanProperties properties,
      Outbox outbox,
      Clock clock) {
    this.table = table;
    this.planning = planning;
    this.fleets = fleets;
    this.queue = queue;
    this.migrations = migrations;
    this.limits = limits;
    this.properties = properties;
    this.outbox = outbox;
    this.clock = clock;
  }

  @Override
  public void request(MigrationId id, RequestMigration request, @Nullable String traceparent) {
    if (table.lock(id).isPresent()) {
      return;
    }
    var now = clock.instant();
    var trace = Objects.requireNonNullElseGet(traceparent, () -> Traces.of(id));
    begin(planning.requested(id, request, trace, now), now);
  }

  @Override
  public boolean heard(AgentEvent event) {
    var row = table.lock(event.about().migration());
    row.map(PlanEntity::plan)
        .ifPresent(plan -> keep(plan, planning.heard(plan, event, clock.instant())));
    return row.isPresent();
  }

  /** Looks at a plan whose time has come, in the caller's transaction. */
  void look(MigrationId id) {
    var now = clock.instant();
    table.lock(id).map(PlanEntity::plan).ifPresent(plan -> look(plan, now));
  }

  private void look(Plan plan, Instant now) {
    if (plan.guest() == null) {
      begin(plan, now);
    } else {
      keep(plan, planning.timer(plan, now));
    }
  }

  private void begin(Plan plan, Instant now) {
    var fleet = fleet(now);
    keep(plan, planning.begin(plan, fleet, admission(plan, fleet, now), now));
  }

  private Fleet fleet(Instant now) {
    var flights = queue.dispatched().stream().map(Views::flight).toList();
    return new Fleet(fleets.hosts().hosts(), flights).after(queue.movedAfter(now.minus(UNTOLD)));
  }

  private Input.Admission admission(Plan plan, Fleet fleet, Instant now) {
    var window = new Admission.Window(plan.requestedAt(), Instant.EPOCH, properties.patience());
    return new Admission(fleet, migrations::activeOf, limits, now, window).of(plan.request());
  }

  private void keep(Plan before, PlanDecision decision) {
    var made = decision.made();
    boolean unchanged =
        decision.state().equals(before) && made == null && decision.commands().isEmpty();
    if (unchanged) {
      return;
    }
    table.save(decision);
    var trace = before.traceparent();
    if (!decision.commands().isEmpty()) {
      outbox.add(List.of(), decision.commands(), trace);
    }
    if (made != null) {
      outbox.addPlan(made, trace);
    }
  }
}
