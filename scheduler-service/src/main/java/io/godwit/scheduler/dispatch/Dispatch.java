package io.godwit.scheduler.dispatch;

import io.godwit.events.MigrationId;
import io.godwit.scheduler.migration.Input;
import java.util.List;

/**
 * What follows for those in the queue and for those under way, each with its reason. One migration
 * is in at most one of starts, holds, and preempts; who is in none of them waits for its turn.
 *
 * @param starts who leaves the queue: its claims are taken with it
 * @param holds for whom no destination suits now, or ever
 * @param goes who takes its slots on both hosts and starts to move
 * @param preempts who gives way to a more urgent one
 * @param grants whose share of the links changes
 * @param blocked what those who stay in the queue without a hold wait for: for reports, nothing is
 *     to be written for it
 */
public record Dispatch(
    List<Start> starts,
    List<Hold> holds,
    List<Go> goes,
    List<Preempt> preempts,
    List<Grant> grants,
    List<Blocked> blocked) {

  /** It leaves the queue. */
  public record Start(MigrationId migration, Input.Placed placed) {}

  /** It does not: {@link Input.Waits} or {@link Input.Unplaceable}. */
  public record Hold(MigrationId migration, Input input) {}

  /** It is ready, and moves now. */
  public record Go(MigrationId migration, Input.Go input) {}

  /** It is stopped and queued again. */
  public record Preempt(MigrationId victim, Input.Preempted input) {}

  /** It may send so much from now on. */
  public record Grant(MigrationId migration, Input.Granted input) {}

  /** It waits for slots, links, or a window. */
  public record Blocked(MigrationId migration, String waitingFor) {}

  public Dispatch {
    starts = List.copyOf(starts);
    holds = List.copyOf(holds);
    goes = List.copyOf(goes);
    preempts = List.copyOf(preempts);
    grants = List.copyOf(grants);
    blocked = List.copyOf(blocked);
  }
}
