package io.godwit.scheduler.forecast;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.agent.AgentEvent.DirtiedIn;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A migration that has its way for itself.
 *
 * @param load that is moved
 * @param rate that it gets; absent: not known
 * @param switchover what the links carry in the stop phase; absent: not known
 */
public record Alone(Load load, @Nullable BytesPerSecond rate, @Nullable BytesPerSecond switchover) {

  /** The same with what was measured meanwhile. */
  public Alone dirtying(List<DirtiedIn> measured) {
    return new Alone(load.dirtying(measured), rate, switchover);
  }

  /** See {@link Forecast#of}; absent: nothing can be said. */
  public @Nullable Forecast forecast(EffectivePolicy policy, Instant now) {
    return Forecast.of(load, rate, switchover, policy, now);
  }
}
