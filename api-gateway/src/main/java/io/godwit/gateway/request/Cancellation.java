package io.godwit.gateway.request;

import io.godwit.events.convergence.Phase;
import io.godwit.gateway.projection.MigrationView;

/** Whether a cancel still makes sense, as far as the read model tells; the scheduler decides. */
public sealed interface Cancellation {
  /** It is written. */
  record Possible() implements Cancellation {}

  /** It comes too late. */
  record TooLate(String detail) implements Cancellation {}

  static Cancellation of(MigrationView migration) {
    return switch (migration.state()) {
      case COMPLETED -> new TooLate("the migration is completed");
      case FAILED -> new TooLate("the migration has failed");
      case CANCELLED -> new TooLate("the migration is cancelled already");
      case REJECTED -> new TooLate("the migration was rejected");
      case RECOVERING -> afterSwitchOver();
      case RUNNING -> migration.phase() == Phase.POST_COPY ? afterSwitchOver() : new Possible();
      case REQUESTED, QUEUED, CHECKING, PREPARING, VERIFYING, CANCELLING -> new Possible();
    };
  }

  private static TooLate afterSwitchOver() {
    return new TooLate(
        "the guest runs at the destination already, with part of its memory still at the source:"
            + " only finishing keeps it whole");
  }
}
