package io.godwit.gateway.request;

import io.godwit.gateway.projection.MigrationView;

/** Whether a place in the queue can still be changed, as far as the read model tells. */
public sealed interface Retuning {
  /** It is written. */
  record Possible() implements Retuning {}

  /** It comes too late. */
  record TooLate(String detail) implements Retuning {}

  static Retuning of(MigrationView migration) {
    return switch (migration.state()) {
      case REQUESTED, QUEUED -> new Possible();
      case CHECKING, PREPARING, RUNNING, RECOVERING, VERIFYING, CANCELLING ->
          new TooLate("the migration does not wait in the queue any more");
      case COMPLETED, FAILED, CANCELLED, REJECTED -> new TooLate("the migration has ended");
    };
  }
}
