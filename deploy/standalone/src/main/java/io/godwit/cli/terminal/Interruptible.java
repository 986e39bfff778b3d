package io.godwit.cli.terminal;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Work that cleans up after itself also when the process is asked to end. */
public final class Interruptible {
  private static final long LIMIT_SECONDS = 120;

  private Interruptible() {}

  /** On SIGINT or SIGTERM the thread is interrupted, and the process ends when the work has. */
  public static <T> T run(Callable<T> work) throws Exception {
    var worker = Thread.currentThread();
    var ended = new CountDownLatch(1);
    var hook =
        new Thread(() -> {
          worker.interrupt();
          awaitEnd(ended);
        });
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.call();
    } finally {
      ended.countDown();
      forget(hook);
    }
  }

  private static void awaitEnd(CountDownLatch ended) {
    try {
      if (!ended.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("godwit: cleaning up did not end in time: ./godwit down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending: the hook is what waited for this
    }
  }
}
