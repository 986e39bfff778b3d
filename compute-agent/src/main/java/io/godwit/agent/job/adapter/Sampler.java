package io.godwit.agent.job.adapter;

import io.godwit.agent.hypervisor.Hypervisor;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.job.Input;
import io.godwit.events.agent.GuestState;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks at one guest's job again and again, on a thread of its own, until it is stopped. Looks for
 * the job first and for the guest after it: a job that is gone is never mistaken for one that has
 * not begun.
 */
final class Sampler {
  private static final Duration LEAST_INTERVAL = Duration.ofMillis(50);

  private final Hypervisor hypervisor;
  private final UUID guest;
  private final Duration interval;
  private final Consumer<Input> seen;
  private final Semaphore woken = new Semaphore(0);
  private final Thread thread;
  private volatile boolean stopped;
  private boolean begun;

  /**
   * @param seen told what was seen; returns when that was dealt with
   */
  Sampler(Hypervisor hypervisor, UUID guest, Duration interval, Consumer<Input> seen) {
    this.hypervisor = hypervisor;
    this.guest = guest;
    this.interval = interval;
    this.seen = seen;
    thread = Thread.ofPlatform().daemon().name("sampler-" + guest).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  UUID guest() {
    return guest;
  }

  /** Looks soon, since something is said to have happened. */
  void wake() {
    woken.release();
  }

  void stop() {
    stopped = true;
    woken.release();
  }

  private void run() {
    try {
      while (!stopped) {
        var look = look();
        seen.accept(look);
        Thread.sleep(LEAST_INTERVAL);
        if (begun || !isExpected(look)) {
          begun = true;
          var _ =
              woken.tryAcquire(interval.minus(LEAST_INTERVAL).toMillis(), TimeUnit.MILLISECONDS);
        }
        woken.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The call was made and its job is not there yet: it will be in a moment. */
  private static boolean isExpected(Input look) {
    return look instanceof Input.JobMissing(var state) && state == GuestState.RUNNING;
  }

  private Input look() {
    try {
      var job = hypervisor.job(guest);
      if (job.isPresent()) {
        return new Input.JobSeen(job.get());
      }
    } catch (HypervisorException e) {
      if (e.kind() == HypervisorException.Kind.UNREACHABLE) {
        return new Input.JobMissing(GuestState.UNKNOWN);
      }
    }
    try {
      return new Input.JobMissing(hypervisor.stateOf(guest));
    } catch (HypervisorException e) {
      return new Input.JobMissing(GuestState.UNKNOWN);
    }
  }
}
