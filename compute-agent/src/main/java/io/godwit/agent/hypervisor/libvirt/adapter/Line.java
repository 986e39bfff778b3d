package io.godwit.agent.hypervisor.libvirt.adapter;

import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is opened when it is needed and replaced when it died or when a call on it did
 * not answer in time, with the few platform threads that wait on it. A call that hangs keeps its
 * thread until libvirt lets go of it; when all hang, further ones time out in the queue, and the
 * caller is told the same: nothing is known.
 */
final class Line implements AutoCloseable {
  private static final int MOST_WAITING = 256;

  private final LibvirtSettings settings;
  private final ThreadPoolExecutor threads;
  private final ReentrantLock opening = new ReentrantLock();
  private final AtomicReference<@Nullable Connection> current = new AtomicReference<>();

  Line(String name, LibvirtSettings settings) {
    this.settings = settings;
    int most = settings.parallelQueries();
    threads =
        new ThreadPoolExecutor(
            most,
            most,
            60,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("libvirt-" + name + "-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** Asks something of the host within the time limit. */
  <T> T ask(Function<Connection, T> question) {
    return limited(() -> answer(question), this::drop);
  }

  /**
   * A connection of the caller's own, opened within the time limit and to be released by the
   * caller.
   */
  Connection open() {
    var handedOver = new AtomicReference<@Nullable Connection>();
    var settled = new AtomicBoolean();
    Callable<Connection> task =
        () -> {
          var opened = Connection.open(settings);
          handedOver.set(opened);
          if (!settled.compareAndSet(false, true)) {
            opened.release(); // nobody waits for it any more
          }
          return opened;
        };
    return limited(task, () -> giveBack(settled, handedOver));
  }

  /**
   * After a time-out: what arrived in the last moment is released here, what comes later by the
   * task.
   */
  private static void giveBack(AtomicBoolean settled, AtomicReference<@Nullable Connection> late) {
    var connection = settled.compareAndSet(false, true) ? null : late.get();
    if (connection != null) {
      connection.release();
    }
  }

  private <T> T answer(Function<Connection, T> question) {
    var connection = retained();
    try {
      return question.apply(connection);
    } catch (LibvirtFailure e) {
      throw e.ofCall(connection.isAlive());
    } finally {
      connection.release();
    }
  }

  private Connection retained() {
    var connection = alive();
    if (connection != null) {
      return connection;
    }
    opening.lock();
    try {
      var meanwhile = alive();
      if (meanwhile != null) {
        return meanwhile;
      }
      drop();
      var opened = Connection.open(settings);
      opened.retain();
      current.set(opened);
      return opened;
    } finally {
      opening.unlock();
    }
  }

  private @Nullable Connection alive() {
    var connection = current.get();
    if (connection == null || !connection.retain()) {
      return null;
    }
    if (connection.isAlive()) {
      return connection;
    }
    connection.release();
    return null;
  }

  private void drop() {
    var connection = current.getAndSet(null);
    if (connection != null) {
      connection.release();
    }
  }

  private <T> T limited(Callable<T> work, Runnable onTimeout) {
    var task = new FutureTask<>(work);
    try {
      threads.execute(task);
      return task.get(settings.timeLimit().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(false);
      onTimeout.run();
      throw unreachable("did not answer within " + settings.timeLimit().toMillis() + " ms");
    } catch (RejectedExecutionException e) {
      throw unreachable("does not answer, and too many calls wait for it");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      task.cancel(false);
      onTimeout.run();
      throw unreachable("was not waited for: interrupted");
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    }
  }

  private HypervisorException unreachable(String problem) {
    return new HypervisorException(Kind.UNREACHABLE, settings.uri() + " " + problem);
  }

  /** With the kind and words of the other thread's exception, and the stack of both. */
  private static RuntimeException rethrown(@Nullable Throwable cause) {
    if (cause instanceof HypervisorException e) {
      var here = new HypervisorException(e.kind(), String.valueOf(e.getMessage()));
      here.initCause(e);
      return here;
    }
    return new IllegalStateException(cause);
  }

  @Override
  public void close() {
    threads.shutdown();
    drop();
  }
}
