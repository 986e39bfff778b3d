package io.godwit.service.loop;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A thread that does a piece of work whenever it is woken, and looks for some after each pause. A
 * failure is told and the work is tried again after the pause.
 */
public final class Loop implements AutoCloseable {
  private static final Duration LONGEST_END = Duration.ofSeconds(10);
  private final Semaphore wakes = new Semaphore(0);
  private final Duration pause;
  private final Work work;
  private final Consumer<RuntimeException> failures;
  private final Thread thread;
  private volatile boolean closed;

  /** A piece of work. */
  public interface Work {
    /** Does some of it; true if there is more to do at once. */
    boolean run();
  }

  /**
   * @param name of the thread
   * @param pause after which work is looked for without being woken
   * @param failures is told what went wrong
   */
  public Loop(String name, Duration pause, Work work, Consumer<RuntimeException> failures) {
    this.pause = pause;
    this.work = work;
    this.failures = failures;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::loop);
  }

  public void start() {
    thread.start();
  }

  /** There is work. What is woken while it works, works again. */
  public void wake() {
    wakes.release();
  }

  public boolean running() {
    return thread.isAlive();
  }

  private void loop() {
    try {
      while (!closed) {
        wakes.drainPermits();
        if (!worked()) {
          @SuppressWarnings("unused")
          boolean woken = wakes.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean worked() throws InterruptedException {
    try {
      return work.run();
    } catch (RuntimeException e) {
      if (!closed) {
        failures.accept(e);
        Thread.sleep(pause);
      }
      return false;
    }
  }

  /** Ends after the piece of work at hand; one that hangs is interrupted. */
  @Override
  public void close() {
    closed = true;
    wake();
    try {
      if (thread.isAlive() && !thread.join(LONGEST_END)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
