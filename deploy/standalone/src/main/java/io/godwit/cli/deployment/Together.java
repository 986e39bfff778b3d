package io.godwit.cli.deployment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Work that is done at the same time and has ended, one way or another, when this is closed. */
public final class Together implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private final List<CompletableFuture<?>> works = new ArrayList<>();
  private final CompletableFuture<Void> firstFailure = new CompletableFuture<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Begins it; what is still at work when this is closed is interrupted. */
  public <T> CompletableFuture<T> run(Callable<T> work) {
    var outcome = new CompletableFuture<T>();
    works.add(outcome);
    threads.execute(() -> complete(outcome, work));
    return outcome;
  }

  private <T> void complete(CompletableFuture<T> outcome, Callable<T> work) {
    try {
      outcome.complete(work.call());
    } catch (Exception | Error e) {
      outcome.completeExceptionally(e);
      firstFailure.completeExceptionally(e);
    }
  }

  /** Returns when all have succeeded, or throws what the first that failed did. */
  public void await() throws Exception {
    var all = CompletableFuture.allOf(works.toArray(CompletableFuture[]::new));
    try {
      CompletableFuture.anyOf(all, firstFailure).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** An interrupt must not leave behind what the interrupted work undoes: this one is kept. */
  @Override
  public void close() {
    threads.shutdownNow();
    boolean interrupted = Thread.interrupted();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!threads.isTerminated() && System.nanoTime() < deadline) {
      try {
        threads.awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
