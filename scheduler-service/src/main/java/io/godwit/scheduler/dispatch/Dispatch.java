package io.godwit.scheduler.dispatch;

import io.godwit.events.MigrationId;
import io.godwit.scheduler.migration.Input;
import java.util.List;

/**
 * What follows for those in the queue, each with its reason.
 *
 * @param starts who takes slots now
 * @param holds who waits on, or for nothing any more
 */
public record Dispatch(List<Start> starts, List<Hold> holds) {

  /** It takes its slots. */
  public record Start(MigrationId migration, Input.Placed placed) {}

  /** It does not: {@link Input.Waits} or {@link Input.Unplaceable}. */
  public record Hold(MigrationId migration, Input input) {}

  public Dispatch {
    starts = List.copyOf(starts);
    holds = List.copyOf(holds);
  }
}
