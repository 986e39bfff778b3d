package io.godwit.gateway.request;

import io.godwit.events.InvalidField;
import io.godwit.events.MigrationId;
import io.godwit.events.convergence.Phase;
import io.godwit.events.request.MigrationRequest.CompleteMigration;
import io.godwit.gateway.projection.MigrationView;
import org.jspecify.annotations.Nullable;

/** Whether a migration can be told to finish, as far as the read model tells. */
public sealed interface Completion {
  /** It is written. */
  record Possible() implements Completion {}

  /** There is nothing that could be finished, or no longer. */
  record Pointless(String detail) implements Completion {}

  /**
   * What is asked for.
   *
   * @param override whether by more than its policy allows; absent: false
   * @param explanation for the record; required with an override
   */
  record Wanted(@Nullable Boolean override, @Nullable String explanation) {
    /**
     * @throws InvalidField naming the field at fault
     */
    public CompleteMigration of(MigrationId migration) {
      return new CompleteMigration(migration, override, explanation);
    }
  }

  static Completion of(MigrationView migration) {
    return switch (migration.state()) {
      case REQUESTED, QUEUED, CHECKING, PREPARING ->
          new Pointless(
              "the migration does not run yet: only its place in the queue can be" + " changed");
      case RUNNING -> migration.phase() == Phase.POST_COPY ? atDestination() : new Possible();
      case RECOVERING -> atDestination();
      case VERIFYING -> new Pointless("the migration is over; both hosts are asked how it ended");
      case CANCELLING -> new Pointless("the migration is being cancelled");
      case COMPLETED, FAILED, CANCELLED, REJECTED -> new Pointless("the migration has ended");
    };
  }

  private static Pointless atDestination() {
    return new Pointless(
        "the guest runs at the destination already: it ends when the rest of its memory is there");
  }
}
