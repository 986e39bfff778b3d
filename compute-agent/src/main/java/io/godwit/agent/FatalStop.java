package io.godwit.agent;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the process, once, when the agent must not go on; what runs in libvirt goes on. */
final class FatalStop implements Consumer<String> {
  /** Exit status of an agent that stopped because it must not go on. */
  static final int STATUS = 3;

  private static final Logger log = LoggerFactory.getLogger(FatalStop.class);

  private final IntSupplier exit;
  private final AtomicBoolean begun = new AtomicBoolean();

  /**
   * @param exit closes the application and returns its exit status
   */
  FatalStop(IntSupplier exit) {
    this.exit = exit;
  }

  @Override
  public void accept(String reason) {
    if (begun.compareAndSet(false, true)) {
      log.error("this agent stops: {}", reason);
      // On a thread of its own: closing waits for the one that this is called on.
      Thread.ofPlatform().name("fatal-stop").start(() -> System.exit(exit.getAsInt()));
    }
  }
}
