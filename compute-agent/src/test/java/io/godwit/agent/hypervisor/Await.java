package io.godwit.agent.hypervisor;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for a condition, and says which one never came. */
public final class Await {
  private static final Duration POLL = Duration.ofMillis(20);

  private Await() {}

  public static void until(String what, Duration atMost, Supplier<Boolean> condition) {
    value(what, atMost, () -> condition.get() ? Optional.of(true) : Optional.empty());
  }

  public static <T> T value(String what, Duration atMost, Supplier<Optional<T>> source) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      var value = source.get();
      if (value.isPresent()) {
        return value.get();
      }
      if (System.nanoTime() > deadline) {
        return fail("not within " + atMost.toSeconds() + " s: " + what);
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return fail("interrupted while waiting: " + what);
      }
    }
  }
}
