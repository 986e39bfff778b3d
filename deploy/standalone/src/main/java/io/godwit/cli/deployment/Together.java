package io.godwit.cli.deployment;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Work that is done at the same time and has ended, one way or another, when this is closed. */
public final class Together implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Begins it; what is still at work when this is closed is interrupted. */
  public <T> Future<T> run(Callable<T> work) {
    return threads.submit(work);
  }

  /** The outcome, with the exception that it ended with where it did. */
  public static <T> T outcome(Future<T> future) throws Exception {
    try {
      return future.get();
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
