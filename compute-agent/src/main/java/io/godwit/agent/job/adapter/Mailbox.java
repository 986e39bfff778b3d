package io.godwit.agent.job.adapter;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/** Runs tasks one after another, in the order in which they came, on threads of a pool. */
final class Mailbox {
  private final Executor pool;
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private boolean active;

  Mailbox(Executor pool) {
    this.pool = pool;
  }

  void post(Runnable task) {
    synchronized (tasks) {
      tasks.add(task);
      if (active) {
        return;
      }
      active = true;
    }
    pool.execute(this::drain);
  }

  private void drain() {
    while (true) {
      Runnable task;
      synchronized (tasks) {
        task = tasks.poll();
        if (task == null) {
          active = false;
          return;
        }
      }
      task.run();
    }
  }

  boolean isIdle() {
    synchronized (tasks) {
      return !active;
    }
  }
}
