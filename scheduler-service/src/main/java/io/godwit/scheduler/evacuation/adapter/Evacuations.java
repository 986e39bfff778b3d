package io.godwit.scheduler.evacuation.adapter;

import io.godwit.events.EvacuationId;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.host.HostSettings;
import io.godwit.events.request.MigrationRequest.CancelEvacuation;
import io.godwit.events.request.MigrationRequest.RequestEvacuation;
import io.godwit.scheduler.evacuation.Evacuating;
import io.godwit.scheduler.evacuation.Evacuation;
import io.godwit.scheduler.evacuation.Evacuation.Origin;
import io.godwit.scheduler.evacuation.EvacuationDecision;
import io.godwit.scheduler.evacuation.EvacuationEffect;
import io.godwit.scheduler.evacuation.EvacuationInput;
import io.godwit.scheduler.evacuation.EvacuationInput.Cancelled;
import io.godwit.scheduler.evacuation.EvacuationRequests;
import io.godwit.scheduler.host.HostSettingsStore;
import io.godwit.scheduler.migration.Intake;
import io.godwit.scheduler.migration.Traces;
import io.godwit.scheduler.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Carries evacuations out. What is decided, its effects on host and migrations, and what is
 * published of it are one transaction; so a process that dies leaves nothing half done, and the
 * next leader goes on.
 */
@Component
final class Evacuations implements EvacuationRequests {
  private static final Logger LOG = LoggerFactory.getLogger(Evacuations.class);
  private final EvacuationTable table;
  private final EarlyCancels early;
  private final Surveyor surveyor;
  private final Evacuating evacuating;
  private final Intake intake;
  private final HostSettingsStore settings;
  private final Outbox outbox;
  private final EvacuationsTold told;
  private final Clock clock;

  Evacuations(
      EvacuationTable table,
      EarlyCancels early,
      Surveyor surveyor,
      Evacuating evacuating,
      Intake intake,
      HostSettingsStore settings,
      Outbox outbox,
      EvacuationsTold told,
      Clock clock) {
    this.table = table;
    this.early = early;
    this.surveyor = surveyor;
    this.evacuating = evacuating;
    this.intake = intake;
    this.settings = settings;
    this.outbox = outbox;
    this.told = told;
    this.clock = clock;
  }

  @Override
  public void request(
      EvacuationId id,
      RequestEvacuation request,
      String requestedBy,
      @Nullable String traceparent) {
    var known = table.lock(id);
    if (known.isPresent()) {
      if (!known.get().origin().request().equals(request)) {
        LOG.atWarn()
            .addKeyValue("evacuation", id)
            .log("requested again with another body, which is ignored: {}", request);
      }
      return;
    }
    var now = clock.instant();
    var trace =
        Objects.requireNonNullElseGet(traceparent, () -> Traces.of(new MigrationId(id.value())));
    var origin = new Origin(request, requestedBy, now, trace);
    var other = table.activeAt(request.host());
    var sight = surveyor.sight(request, List.of(), now);
    var decision = evacuating.accept(id, origin, other, sight, now);
    carryOut(decision, now);
    early.unearth(id).ifPresent(cancel -> cancel(decision.state(), cancel, now));
  }

  @Override
  public void cancel(CancelEvacuation cancel, String requestedBy) {
    var now = clock.instant();
    var explanation = Objects.requireNonNullElse(cancel.explanation(), "by " + requestedBy);
    var wish = new Cancelled(cancel.runningOrDefault(), explanation);
    var known = table.lock(cancel.evacuation());
    if (known.isEmpty()) {
      early.bury(cancel.evacuation(), wish, now);
    } else {
      cancel(known.get(), wish, now);
    }
  }

  private void cancel(Evacuation evacuation, Cancelled wish, Instant now) {
    var decision = evacuating.decide(evacuation, wish, now);
    carryOut(decision, now);
  }

  /** Looks at an evacuation, in the caller's transaction. */
  void look(EvacuationId id) {
    var now = clock.instant();
    table.lock(id).ifPresent(evacuation -> look(evacuation, now));
  }

  private void look(Evacuation evacuation, Instant now) {
    var sight =
        surveyor.sight(evacuation.origin().request(), evacuation.migrations().toList(), now);
    carryOut(evacuating.decide(evacuation, new EvacuationInput.Looked(sight), now), now);
  }

  private void carryOut(EvacuationDecision decision, Instant now) {
    if (decision.changes().isEmpty()) {
      return;
    }
    var evacuation = decision.state();
    table.save(evacuation);
    outbox.addEvacuation(decision.events(), evacuation.origin().traceparent());
    decision.effects().forEach(effect -> carryOut(evacuation, effect, now));
    told.afterCommit(decision);
  }

  private void carryOut(Evacuation evacuation, EvacuationEffect effect, Instant now) {
    switch (effect) {
      case EvacuationEffect.CloseHost(var host) -> door(evacuation, host, true, now);
      case EvacuationEffect.OpenHost(var host) -> door(evacuation, host, null, now);
      case EvacuationEffect.AskFor(var id, var request, var allowed, int rank) ->
          intake.accept(
              id, request, evacuation.urn(), evacuation.origin().traceparent(), rank, allowed, now);
      case EvacuationEffect.Stop(var id, var explanation, boolean evenIfBegun) -> {
        if (evenIfBegun || !surveyor.begun(id)) {
          intake.cancel(id, explanation, now);
        }
      }
    }
  }

  private void door(Evacuation evacuation, HostId host, @Nullable Boolean closed, Instant now) {
    settings.change(
        host,
        was ->
            new HostSettings(
                was.outgoingLimit(),
                was.incomingLimit(),
                was.bandwidthCap(),
                closed,
                was.windows()),
        evacuation.urn(),
        now);
  }
}
