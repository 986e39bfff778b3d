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
   * @param switchover what the links carry for it in the stop phase; absent: not known
   */
  public static StartSettings of(
      EffectivePolicy policy, @Nullable BytesPerSecond limit, @Nullable BytesPerSecond switchover) {
    return new StartSettings(policy.initialDowntime(), limit, switchover, policy.postCopyAllowed());
  }

  /** The same by what the policy allows, with what the links give now. */
  public static StartSettings anew(
      StartSettings settings, @Nullable BytesPerSecond limit, @Nullable BytesPerSecond switchover) {
    return new StartSettings(settings.maxDowntime(), limit, switchover, settings.postCopyArmed());
  }
}
