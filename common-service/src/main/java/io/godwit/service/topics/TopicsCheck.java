package io.godwit.service.topics;

import org.springframework.context.SmartLifecycle;

/** A check of the broker that comes before everything that reads or writes topics. */
public final class TopicsCheck implements SmartLifecycle {
  private final Runnable check;
  private volatile boolean checked;

  /**
   * @param check throws if the service must not start
   */
  public TopicsCheck(Runnable check) {
    this.check = check;
  }

  @Override
  public void start() {
    check.run();
    checked = true;
  }

  @Override
  public void stop() {
    checked = false;
  }

  @Override
  public boolean isRunning() {
    return checked;
  }

  /** Before the listeners and the web server. */
  @Override
  public int getPhase() {
    return 0;
  }
}
