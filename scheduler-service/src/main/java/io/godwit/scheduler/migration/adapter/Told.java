package io.godwit.scheduler.migration.adapter;

import io.godwit.events.agent.AgentCommand;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.scheduler.migration.Decision;
import io.godwit.scheduler.migration.Decisions;
import io.godwit.scheduler.migration.Migration;
import io.godwit.service.trace.TraceScope;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells log, metrics and the dispatch what was decided, once it is committed. */
@Component
final class Told implements Decisions {
  private static final Logger LOG = LoggerFactory.getLogger("io.godwit.scheduler.migration");
  private final MeterRegistry registry;
  private final Timer start;
  private final List<Consumer<Decision>> listeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> rooms = new CopyOnWriteArrayList<>();

  Told(MeterRegistry registry) {
    this.registry = registry;
    this.start =
        Timer.builder("godwit.scheduler.request.to.start")
            .description("From a request's acceptance to its first StartMigration")
            .register(registry);
  }

  @Override
  public void onCommit(Consumer<Decision> listener) {
    listeners.add(listener);
  }

  @Override
  public void onRoom(Runnable listener) {
    rooms.add(listener);
  }

  /** Something else than a migration may let others in the queue go, after the commit. */
  void room() {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            rooms.forEach(Runnable::run);
          }
        });
  }

  void afterCommit(Decision decision) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            tell(decision);
          }
        });
  }

  private void tell(Decision decision) {
    var state = decision.state();
    // The loops have no trace of their own: what they decide belongs to the request's.
    try (var _ = TraceScope.of(state.origin().traceparent())) {
      decision.events().forEach(Told::log);
    }
    decision.events().forEach(this::count);
    boolean starts =
        decision.commands().stream().anyMatch(AgentCommand.StartMigration.class::isInstance);
    if (starts && state.attempts() == 1) {
      start.record(Duration.between(state.origin().requestedAt(), state.since()));
    }
    listeners.forEach(listener -> listener.accept(decision));
    if (letsGo(state)) {
      rooms.forEach(Runnable::run);
    }
  }

  /** Whether someone may have got room, or wants some, or the links are to be divided anew. */
  private static boolean letsGo(Migration migration) {
    return switch (migration.state()) {
      case QUEUED, READY, RUNNING, VERIFYING, COMPLETED, FAILED, CANCELLED, REJECTED -> true;
      case REQUESTED, CHECKING, PREPARING, STARTING, RECOVERING -> false;
    };
  }

  private static void log(MigrationEvent event) {
    LOG.atInfo()
        .addKeyValue("migration", event.about().migration())
        .addKeyValue("attempt", event.about().attempt())
        .log("{}", event);
  }

  /** An input that meant nothing, with its kind. */
  void ignored(String what) {
    registry.counter("godwit.scheduler.ignored", "input", what).increment();
  }

  private void count(MigrationEvent event) {
    switch (event) {
      case MigrationEvent.MigrationCompleted e -> ended("completed", "none", name(e.mode()));
      case MigrationEvent.MigrationFailed e -> ended("failed", name(e.cause()), "none");
      case MigrationEvent.MigrationCancelled _ -> ended("cancelled", "none", "none");
      case MigrationEvent.MigrationRejected e -> ended("rejected", name(e.reason()), "none");
      case MigrationEvent.AttemptFailed e ->
          registry
              .counter("godwit.scheduler.attempts.failed", "cause", name(e.cause()))
              .increment();
      case MigrationEvent.MigrationPreempted _ ->
          registry.counter("godwit.scheduler.preempted").increment();
      case MigrationEvent.MigrationRequested _,
          MigrationEvent.MigrationQueued _,
          MigrationEvent.MigrationChecking _,
          MigrationEvent.MigrationPreparing _,
          MigrationEvent.PriorityChanged _,
          MigrationEvent.BandwidthGranted _,
          MigrationEvent.BandwidthVerified _,
          MigrationEvent.MigrationRunning _,
          MigrationEvent.PolicyRetuned _,
          MigrationEvent.CompletionDemanded _,
          MigrationEvent.WishRefused _,
          MigrationEvent.MigrationSwitchedToPostCopy _,
          MigrationEvent.MigrationRecovering _,
          MigrationEvent.MigrationVerifying _,
          MigrationEvent.MigrationCancelling _,
          MigrationEvent.CancelRefused _,
          MigrationEvent.RequestRefused _ -> {}
    }
  }

  private void ended(String outcome, String cause, String mode) {
    registry
        .counter("godwit.scheduler.ended", "outcome", outcome, "cause", cause, "mode", mode)
        .increment();
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
