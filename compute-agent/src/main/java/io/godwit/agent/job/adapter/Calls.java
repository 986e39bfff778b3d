package io.godwit.agent.job.adapter;

import io.godwit.agent.hypervisor.Hypervisor;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.MigrateCall;
import io.godwit.agent.job.Effect;
import io.godwit.agent.job.Ending;
import io.godwit.agent.job.Input;
import io.godwit.events.agent.JobFigures;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The calls that last as long as a migration, each on a platform thread of its own. */
final class Calls {
  /** The event with the figures and the call's return race each other. */
  private static final Duration FIGURES = Duration.ofMillis(500);

  private final Hypervisor hypervisor;
  private final Consumer<Input> returned;
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
