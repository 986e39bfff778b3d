package io.godwit.agent.job.adapter;

import io.godwit.agent.hypervisor.Hypervisor;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.MigrateCall;
import io.godwit.agent.job.Effect;
import io.godwit.agent.job.Ending;
import io.godwit.agent.job.Input;
import io.godwit.events.agent.AgentEvent.DirtiedIn;
import io.godwit.events.agent.JobFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The calls that last as long as a migration, each on a platform thread of its own. */
final class Calls {
  /** The event with the figures and the call's return race each other. */
  private static final Duration FIGURES = Duration.ofMillis(500);

  private final Hypervisor hypervisor;
  private final Consumer<Input> returned;
  private final AtomicReference<Effect.@Nullable MeasureDirtying> measuring =
      new AtomicReference<>();
  private volatile boolean mayMeasure;
  private volatile CompletableFuture<JobFigures> figures = new CompletableFuture<>();

  Calls(Hypervisor hypervisor, Consumer<Input> returned) {
    this.hypervisor = hypervisor;
    this.returned = returned;
  }

  void migrate(MigrateCall call) {
    figures = new CompletableFuture<>();
    start(
        call.guest(),
        () -> {
          var ending = ending(call.guest(), () -> hypervisor.migrate(call));
          returned.accept(new Input.CallReturned(ending));
        });
  }

  void resume(Effect.ResumePostCopy resume) {
    start(
        resume.guest(),
        () -> {
          var ending =
              ending(
                  resume.guest(),
                  () -> hypervisor.resumePostCopy(resume.guest(), resume.peerUri()));
          returned.accept(new Input.ResumeReturned(ending));
        });
  }

  /** One at a time; the same command once more is the same one. */
  void measure(Effect.MeasureDirtying measure) {
    var current = measuring.compareAndExchange(null, measure);
    if (current == null) {
      mayMeasure = true;
      start(
          measure.guest(),
          () -> {
            var result = measured(measure);
            measuring.set(null);
            returned.accept(result);
          });
    } else if (current.told().order().sequence() != measure.told().order().sequence()) {
      returned.accept(refused(measure, Kind.WRONG_STATE, "another measurement of it runs"));
    }
  }

  /**
   * Its migration starts: QEMU does not mind, so the period under way is told when it is over,
   * which says more of the first pass than nothing; no other one begins.
   */
  void stopMeasuring() {
    mayMeasure = false;
  }

  boolean isMeasuring() {
    return measuring.get() != null;
  }

  private Input measured(Effect.MeasureDirtying measure) {
    var dirtied = new ArrayList<DirtiedIn>();
    try {
      for (var period : measure.periods()) {
        if (!mayMeasure || hypervisor.job(measure.guest()).isPresent()) {
          break;
        }
        dirtied.add(new DirtiedIn(period, hypervisor.dirtied(measure.guest(), period)));
      }
      return dirtied.isEmpty()
          ? refused(measure, Kind.WRONG_STATE, "the guest migrates")
          : new Input.Dirtied(measure.told(), dirtied);
    } catch (HypervisorException e) {
      return refused(measure, e.kind(), Controls.words(e));
    }
  }

  private static Input refused(Effect.MeasureDirtying measure, Kind kind, String words) {
    return new Input.HypervisorRefused(measure.told(), kind, words);
  }

  /** The hypervisor said by itself that the job is complete. */
  void completed(@Nullable JobFigures said) {
    if (said != null) {
      figures.complete(said);
    }
  }

  private static void start(UUID guest, Runnable call) {
    Thread.ofPlatform().daemon().name("migrate-" + guest).start(call);
  }

  private Ending ending(UUID guest, Runnable call) {
    try {
      call.run();
      return new Ending.Succeeded(figures(guest));
    } catch (HypervisorException e) {
      var words = Controls.words(e);
      return switch (e.kind()) {
        case UNREACHABLE -> new Ending.Lost(words);
        case ABORTED -> new Ending.Aborted(words);
        case NO_SUCH_GUEST, NO_JOB, UNSUPPORTED, WRONG_STATE, FAILED -> new Ending.Failed(words);
      };
    }
  }

  private @Nullable JobFigures figures(UUID guest) {
    try {
      var kept = hypervisor.lastCompletedJob(guest);
      if (kept.isPresent()) {
        return kept.get();
      }
    } catch (HypervisorException e) {
      // a guest that left takes its figures along: the event has them
    }
    try {
      return figures.get(FIGURES.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
