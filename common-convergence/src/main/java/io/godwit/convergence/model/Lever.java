package io.godwit.convergence.model;

import java.time.Duration;

/** What may be changed of a migration under way, each moving one term of the model. */
public sealed interface Lever {
  /** Nothing is changed. */
  record AsItStands() implements Lever {}

  /** Its memory moves at so many bytes per second: moves B. */
  record Bandwidth(double bytesPerSecond) implements Lever {}

  /** The guest may stand still so long: moves the threshold. */
  record Downtime(Duration allowed) implements Lever {}

  /** The guest's CPUs are slowed to so many percent less: moves D. */
  record Throttle(int percent) implements Lever {}

  /** The guest runs at the destination from now on. */
  record PostCopy() implements Lever {}

  /** The guest stands still until the rest is sent. */
  record Pause() implements Lever {}

  /** Several levers at once, later ones over earlier ones. */
  record Together(Lever first, Lever second) implements Lever {}
}
