package io.godwit.agent.job;

import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.events.BytesPerSecond;
import org.jspecify.annotations.Nullable;

/**
 * A job's share of the link, as it was told while it ran.
 *
 * @param waiting the command that waits for the job to be seen; absent: none
 * @param watch the limit whose effect is being watched; absent: none is
 * @param inForce the limit now; absent: none
 */
record Share(@Nullable Told waiting, @Nullable Watch watch, @Nullable BytesPerSecond inForce) {

  /** As the start told it. */
  static Share of(@Nullable BytesPerSecond limit) {
    return new Share(null, null, limit);
  }

  Share withWaiting(@Nullable Told next) {
    return new Share(next, watch, inForce);
  }

  Share withWatch(@Nullable Watch next) {
    return new Share(waiting, next, inForce);
  }

  Share withInForce(@Nullable BytesPerSecond next) {
    return new Share(waiting, watch, next);
  }

  /**
   * A limit and its effect.
   *
   * @param told the command that set it
   * @param since the first snapshot after it; absent: there was none yet
   */
  record Watch(Told told, BytesPerSecond limit, @Nullable JobSnapshot since) {}
}
