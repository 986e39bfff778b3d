package io.godwit.agent.job;

import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.events.BytesPerSecond;
import org.jspecify.annotations.Nullable;

/**
 * A job's share of the link, as it was told while it ran.
 *
 * @param waiting the command that waits for the job to be seen; absent: none
 * @param watch the limit whose effect is being watched; absent: none is
 */
record Share(@Nullable Told waiting, @Nullable Watch watch) {
  static final Share UNTOLD = new Share(null, null);

  /**
   * A limit and its effect.
   *
   * @param told the command that set it
   * @param since the first snapshot after it; absent: there was none yet
   */
  record Watch(Told told, BytesPerSecond limit, @Nullable JobSnapshot since) {}
}
