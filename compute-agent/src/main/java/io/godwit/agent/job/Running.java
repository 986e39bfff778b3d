package io.godwit.agent.job;

import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.agent.journal.JournalEntry.Began;
import io.godwit.events.agent.Order;
import io.godwit.events.convergence.Phase;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that this host runs as the source of a migration.
 *
 * @param began the attempt
 * @param call what became of this agent's own migrate call
 * @param started whether the start was told
 * @param postCopy latch: the switch to post-copy was taken or seen, so no abort is any more
 * @param postCopyTold whether that it began was told
 * @param broken whether the post-copy stands still without its connection
 * @param abort latch: the abort that is wanted, so no escalation is taken any more
 * @param resume the command to resume that waits for its answer
 * @param maxDowntime the allowed downtime now in force
 * @param passes the true passes so far
 * @param last the last snapshot
 * @param publishedAt when a sample was last published
 * @param absences how often in a row there was no job and the guest was just here
 * @param share of the link, as it was told in flight
 */
@RecordBuilder
record Running(
    Began began,
    Call call,
    boolean started,
    boolean postCopy,
    boolean postCopyTold,
    boolean broken,
    @Nullable PendingAbort abort,
    @Nullable Told resume,
    Duration maxDowntime,
    PassTracker passes,
    @Nullable JobSnapshot last,
    @Nullable Instant publishedAt,
    int absences,
    Share share)
    implements RunningBuilder.With {

  /** What became of the migrate call. */
  sealed interface Call {
    /** It has not returned. */
    record Open() implements Call {}

    /** This agent has none: the job was begun by the agent's predecessor, or the line was lost. */
    record None(String why) implements Call {}

    record Returned(Ending ending) implements Call {}
  }

  /**
   * An abort that is wanted.
   *
   * @param by on whose word
   * @param told the command that still waits for its answer; absent if it has it
   * @param taken whether the hypervisor took it
   * @param until when it is given up if it cannot be handed to the hypervisor
   */
  record PendingAbort(Order.Issuer by, @Nullable Told told, boolean taken, Instant until) {}

  static Running begun(Began began, Call call) {
    return new Running(
        began,
        call,
        false,
        false,
        false,
        false,
        null,
        null,
        began.settings().maxDowntime(),
        PassTracker.start(),
        null,
        null,
        0,
        Share.of(began.settings().bandwidthLimit()));
  }

  UUID guest() {
    return began.guest().uuid();
  }

  Phase lastPhase() {
    return last == null ? Phase.SETUP : last.phase();
  }
}
