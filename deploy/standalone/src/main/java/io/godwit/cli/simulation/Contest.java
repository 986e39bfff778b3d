package io.godwit.cli.simulation;

import io.godwit.agent.simulation.RandomGuests;
import io.godwit.agent.simulation.Scenario;
import io.godwit.convergence.policy.Effective;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.policy.PolicyDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The same random guests under one policy after the other. A ladder has no deadline of its own: it
 * is held against that of the intent that it is compared with.
 *
 * @param seed of the guests
 * @param guests how many
 * @param horizon after which nobody waits any more
 */
public record Contest(long seed, int guests, Duration horizon) {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /**
   * @param judge the intent whose deadline counts; absent: the definition's own
   */
  public Score of(PolicyDefinition definition, @Nullable PolicyDefinition judge) {
    var random = new RandomGuests(seed);
    List<Fate> fates =
        IntStream.range(0, guests)
            .parallel()
            .mapToObj(random::guest)
            .map(scenario ->
                new SteeredRun(scenario, policy(definition, judge, scenario), START).fate(horizon))
            .toList();
    return Score.of(definition.name(), fates);
  }

  private static EffectivePolicy policy(
      PolicyDefinition definition, @Nullable PolicyDefinition judge, Scenario scenario) {
    var deadline = judge == null ? null : effective(judge, scenario, null).deadline();
    return effective(definition, scenario, deadline);
  }

  private static EffectivePolicy effective(
      PolicyDefinition definition, Scenario scenario, @Nullable Instant deadline) {
    return Effective.of(
            definition, scenario.memory(), scenario.disks(), START, deadline, null, List.of())
        .policy();
  }
}
