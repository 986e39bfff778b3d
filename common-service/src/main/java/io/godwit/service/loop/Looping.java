package io.godwit.service.loop;

import org.springframework.context.SmartLifecycle;

/** A part of a service that works in a loop, from the service's start to its end. */
public interface Looping extends SmartLifecycle {
  Loop loop();

  @Override
  default void start() {
    loop().start();
  }

  @Override
  default void stop() {
    loop().close();
  }

  @Override
  default boolean isRunning() {
    return loop().running();
  }
}
