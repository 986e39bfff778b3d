package io.godwit.scheduler.evacuation.adapter;

import io.godwit.events.Require;
import io.godwit.scheduler.evacuation.EvacuationRules;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How hosts are evacuated.
 *
 * @param grace how long a host may be unknown before a request for it is rejected
 * @param look between two looks at an evacuation of which nothing is heard
 * @param asks the most migrations that one look asks for, so that the first of many guests go while
 *     the others are still asked for
 * @param rounds the most migrations that one evacuation makes for one guest
 * @param tellAfter how far, beside a twentieth of what is left, the expected end must have moved to
 *     be told again
 */
@ConfigurationProperties(value = "scheduler.evacuation", ignoreUnknownFields = false)
public record EvacuationProperties(
    @DefaultValue("5s") Duration grace,
    @DefaultValue("1s") Duration look,
    @DefaultValue("8") int asks,
    @DefaultValue("3") int rounds,
    @DefaultValue("10s") Duration tellAfter) {
  public EvacuationProperties {
    Require.notNegative(grace, "scheduler.evacuation.grace");
    Require.atLeast(look.toMillis(), 100, "scheduler.evacuation.look");
    Require.atLeast(asks, 1, "scheduler.evacuation.asks");
    Require.atLeast(rounds, 1, "scheduler.evacuation.rounds");
    Require.notNegative(tellAfter, "scheduler.evacuation.tell-after");
  }

  EvacuationRules rules() {
    return new EvacuationRules(grace, look, asks, rounds, tellAfter);
  }
}
