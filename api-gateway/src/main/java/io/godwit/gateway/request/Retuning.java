package io.godwit.gateway.request;

import io.godwit.events.InvalidField;
import io.godwit.events.MigrationId;
import io.godwit.events.convergence.Phase;
import io.godwit.events.request.MigrationRequest.RetuneMigration;
import io.godwit.events.request.MigrationRequest.RetuneMigration.Tuning;
import io.godwit.gateway.projection.MigrationView;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a migration can still be changed, as far as the read model tells. */
public sealed interface Retuning {
  /** It is written. */
  record Possible() implements Retuning {}

  /** It comes too late. */
  record TooLate(String detail) implements Retuning {}

  /**
   * What is asked for of a migration.
   *
   * @param priority its new place in the queue; absent: stays
   * @param tuning what is changed of its policy; absent: nothing
   * @param explanation for the record
   */
  record Wanted(@Nullable Integer priority, @Nullable Tuning tuning, @Nullable String explanation) {
    public Wanted {
      if (tuning != null && saysNothing(tuning)) {
        throw new InvalidField("tuning", "must change something");
      }
    }

    private static boolean saysNothing(Tuning tuning) {
      return Stream.of(
              tuning.deadline(),
              tuning.downtimeBudget(),
              tuning.throttleBudgetPercent(),
              tuning.pauseBudget(),
              tuning.postCopyAllowed(),
              tuning.bandwidth(),
              tuning.lastResort())
          .allMatch(Objects::isNull);
    }

    /**
     * @throws InvalidField naming the field at fault
     */
    public RetuneMigration of(MigrationId migration) {
      return new RetuneMigration(migration, priority, tuning, explanation);
    }
  }

  /** A place in the queue can be changed while it is waited for, the policy until post-copy. */
  static Retuning of(MigrationView migration, Wanted wanted) {
    return switch (migration.state()) {
      case REQUESTED, QUEUED -> new Possible();
      case CHECKING, PREPARING, VERIFYING, CANCELLING -> placed(wanted);
      case RECOVERING -> afterSwitchOver(wanted);
      case RUNNING ->
          migration.phase() == Phase.POST_COPY ? afterSwitchOver(wanted) : placed(wanted);
      case COMPLETED, FAILED, CANCELLED, REJECTED -> new TooLate("the migration has ended");
    };
  }

  private static Retuning placed(Wanted wanted) {
    return wanted.priority() == null
        ? new Possible()
        : new TooLate("the migration does not wait in the queue any more");
  }

  private static Retuning afterSwitchOver(Wanted wanted) {
    return placed(wanted) instanceof TooLate late
        ? late
        : new TooLate("the guest runs at the destination already: its policy decides nothing more");
  }
}
