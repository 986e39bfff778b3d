package io.godwit.scheduler.policy;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.agent.StartSettings;
import org.jspecify.annotations.Nullable;

/** What a migration is told at its start, made from its policy and from the links. */
public final class Settings {
  private Settings() {}

  /**
   * @param limit the most that the migration may send; absent: no limit of its own
   * @param sourceLink what the source's link carries; absent: not known
   * @param destinationLink what the destination's link carries; absent: not known
   * @param share of the slower link that QEMU is told of, over 0 and at most 1
   */
  public static StartSettings of(
      EffectivePolicy policy,
      @Nullable BytesPerSecond limit,
      @Nullable BytesPerSecond sourceLink,
      @Nullable BytesPerSecond destinationLink,
      double share) {
    return new StartSettings(
        policy.initialDowntime(),
        limit,
        switchover(slower(sourceLink, destinationLink), share),
        policy.postCopyAllowed());
  }

  private static @Nullable BytesPerSecond switchover(@Nullable BytesPerSecond link, double share) {
    return link == null ? null : new BytesPerSecond((long) (link.count() * share));
  }

  /** The slower of the two; with one of them unknown the way between the hosts is unknown. */
  private static @Nullable BytesPerSecond slower(
      @Nullable BytesPerSecond one, @Nullable BytesPerSecond other) {
    if (one == null || other == null) {
      return null;
    }
    return one.compareTo(other) < 0 ? one : other;
  }
}
