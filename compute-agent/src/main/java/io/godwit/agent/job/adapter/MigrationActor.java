package io.godwit.agent.job.adapter;

import io.godwit.agent.hypervisor.HypervisorEvent;
import io.godwit.agent.job.Effect;
import io.godwit.agent.job.Input;
import io.godwit.agent.job.JobState;
import io.godwit.agent.job.MigrationJob;
import io.godwit.agent.job.Told;
import io.godwit.agent.journal.JournalEntry.EndTold;
import io.godwit.events.agent.AgentEvent.MigrationEnded;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One migration on this host: inputs one after another, each decided and carried out. */
final class MigrationActor {
  private static final Logger log = LoggerFactory.getLogger(MigrationActor.class);

  private final ActorParts parts;
  private final Mailbox mailbox;
  private final Controls controls;
  private final HostAnswers host;
  private final Calls calls;
  private JobState state;
  private volatile @Nullable Sampler sampler;
  private volatile @Nullable UUID guest;
  private volatile boolean waiting;

  /** Those who wait for the end of the job; only within the mailbox. */
  private final List<Runnable> successors = new ArrayList<>();

  private volatile boolean stopped;

  MigrationActor(ActorParts parts, JobState state) {
    this.parts = parts;
    this.state = state;
    mailbox = new Mailbox(parts.pool());
    controls = new Controls(parts.hypervisor(), parts.inspection());
    host = new HostAnswers(controls, parts);
    calls = new Calls(parts.hypervisor(), this::returned);
  }

  /** Completes when the command was dealt with and the broker has what was told because of it. */
  CompletableFuture<Void> command(Told told) {
    var begun = System.nanoTime();
    parts.metrics().commanded(told);
    return post(new Input.Commanded(told), told.traceparent(), () -> {})
        .thenRun(
            () -> parts.metrics().dealtWith(told, Duration.ofNanos(System.nanoTime() - begun)));
  }

  /**
   * Completes when this host runs no job for the migration, as of all that came before. A job that
   * failed may be a post-copy that is going to be resumed: it is not over until it ends otherwise.
   */
  CompletableFuture<Void> over() {
    var over = new CompletableFuture<Void>();
    mailbox.post(() -> {
      if (isOver()) {
        over.complete(null);
      } else {
        successors.add(() -> over.complete(null));
      }
    });
    return over;
  }

  private boolean isOver() {
    var ended = state.history().ended();
    return state.runningGuest() == null
        && (ended == null
            || switch (ended.outcome()) {
              case SUCCEEDED, ABORTED, GIVEN_UP -> true;
              case FAILED, INTERRUPTED -> false;
            });
  }

  /** Takes up what the journal knows, before any command. */
  void restart() {
    var _ = post(new Input.AgentRestarted(), null, () -> {});
  }

  /** The guest whose job this host runs for the migration, if it does. */
  @Nullable UUID guest() {
    return guest;
  }

  void happened(HypervisorEvent event) {
    if (event instanceof HypervisorEvent.JobCompleted(_, var figures)) {
      calls.completed(figures);
    }
    var current = sampler;
    if (current != null) {
      current.wake();
    }
  }

  boolean isIdle() {
    return guest == null && !waiting && !calls.isMeasuring() && mailbox.isIdle();
  }

  /** Nothing is decided any more; what runs in the hypervisor goes on. */
  void stop() {
    stopped = true;
    var current = sampler;
    if (current != null) {
      current.stop();
    }
  }

  private void returned(Input ending) {
    var _ = post(ending, null, () -> {});
    var current = sampler;
    if (current != null) {
      current.wake();
    }
  }

  /** Returns when the sample was dealt with, so that samples never pile up. */
  private void seen(Input sample) {
    var dealtWith = new CompletableFuture<Void>();
    var _ = post(sample, null, () -> dealtWith.complete(null));
    dealtWith.join();
  }

  private CompletableFuture<Void> post(
      Input input, @Nullable String traceparent, Runnable dealtWith) {
    var delivered = new CompletableFuture<Void>();
    if (stopped) {
      dealtWith.run(); // and never delivered: whoever asked will ask the next agent
      return delivered;
    }
    mailbox.post(() -> {
      var told = new ArrayList<CompletableFuture<Void>>();
      process(input, traceparent, told);
      dealtWith.run();
      if (!stopped) {
        var _ =
            CompletableFuture.allOf(told.toArray(CompletableFuture[]::new))
                .whenComplete((_, _) -> delivered.complete(null));
      }
    });
    return delivered;
  }

  private void process(
      Input input, @Nullable String traceparent, List<CompletableFuture<Void>> told) {
    var began = state.history().began();
    var trace = traceparent == null && began != null ? began.traceparent() : traceparent;
    try (var _ = LogContext.of(state.history().migration(), trace)) {
      run(input, told);
    } catch (UncheckedIOException e) {
      log.error("the journal cannot be written: the agent stops", e);
      stop();
      parts.fatal().run();
    } catch (RuntimeException e) {
      log.error("not dealt with, whoever waits will ask again: {}", input, e);
    }
  }

  private void run(Input first, List<CompletableFuture<Void>> delivered) {
    var inputs = new ArrayDeque<Input>();
    inputs.add(first);
    for (var input = inputs.poll(); input != null && !stopped; input = inputs.poll()) {
      var decision = MigrationJob.decide(state, input, parts.clock().instant());
      state = decision.state();
      guest = decision.state().runningGuest();
      waiting = decision.state().isWaiting();
      for (var effect : decision.effects()) {
        var next = carryOut(effect, delivered);
        if (next != null) {
          inputs.add(next);
        }
      }
    }
    if (!stopped && !successors.isEmpty() && isOver()) {
      successors.forEach(Runnable::run);
      successors.clear();
    }
  }

  private @Nullable Input carryOut(Effect effect, List<CompletableFuture<Void>> delivered) {
    switch (effect) {
      case Effect.Remember(var entry) -> parts.journal().append(entry);
      case Effect.Tell tell -> delivered.add(tell(tell));
      case Effect.Sample(var sample, var traceparent) -> {
        parts.outbox().sample(sample, traceparent);
        parts.metrics().sampled();
      }
      case Effect.MeasureDirtying measure -> calls.measure(measure);
      case Effect.StartCall(var call) -> {
        calls.stopMeasuring();
        calls.migrate(call);
        sample(call.guest());
      }
      case Effect.ResumePostCopy resume -> {
        calls.resume(resume);
        sample(resume.guest());
      }
      case Effect.StopSampling _ -> stopSampling();
      case Effect.Attach(var running) -> {
        sample(running);
        return controls.readSettings(running);
      }
      case Effect.Asking asking -> {
        return host.answer(asking);
      }
      case Effect.TryLater _ -> tryLater();
    }
    return null;
  }

  private void tryLater() {
    var delay = parts.removalRetry().toMillis();
    CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS, parts.pool())
        .execute(() -> {
          var _ = post(new Input.TryAgain(), null, () -> {});
        });
  }

  private CompletableFuture<Void> tell(Effect.Tell tell) {
    var event = tell.event();
    log.info("{}", event);
    parts.metrics().told(event);
    var delivered = parts.outbox().tell(event, tell.traceparent());
    return event instanceof MigrationEnded ended
        ? delivered.thenRun(() ->
            parts.journal().append(new EndTold(ended.about().migration(), ended.about().attempt())))
        : delivered;
  }

  private void sample(UUID running) {
    if (sampler == null) {
      var fresh = new Sampler(parts.hypervisor(), running, parts.pollInterval(), this::seen);
      sampler = fresh;
      fresh.start();
    }
  }

  private void stopSampling() {
    var current = sampler;
    if (current != null) {
      current.stop();
      sampler = null;
    }
  }
}
