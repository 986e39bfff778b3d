package io.godwit.cli.simulation;

import io.godwit.agent.simulation.RandomGuests;
import io.godwit.agent.simulation.Scenario;
import io.godwit.convergence.policy.Effective;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.policy.PolicyDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The same random guests under one policy after the other, each in one attempt: nothing is tried
 * again, by nobody. What is judged:
 *
 * <ul>
 *   <li><b>Completed</b>: the guest runs at the destination before the horizon, however that was
 *       done to it. Of a ladder nothing more is asked.
 *   <li><b>An intent is met</b>: completed by the intent's deadline, and what happened to the guest
 *       is what the intent allows: no longer standstill than its downtime budget (with its pause
 *       budget where it was paused), post-copy only where it is allowed, slowed by no more than the
 *       throttle budget. It is measured on the guest, not read off the commands. A ladder knows no
 *       intent and does the same to every guest; its runs are held against each intent in turn, so
 *       that one that post-copies a critical guest, or has the hypervisor slow a standard one, has
 *       completed and not met the intent.
 *   <li><b>Reachable</b>: the guests for which at least one of all contestants met the intent. What
 *       lies beyond is not known to be possible.
 *   <li><b>Outside its budget</b>: an intent's own run, completed or not, in which something
 *       happened to the guest that the intent forbids.
 * </ul>
 *
 * @param seed of the guests
 * @param guests how many
 * @param horizon after which nobody waits any more; a guest whose pages alone take long has {@link
 *     #MOST_PASSES} times as long as they take
 */
public record Contest(long seed, int guests, Duration horizon) {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final double MOST_PASSES = 6;

  /**
   * @param progress is told after each guest how many are done
   */
  public Standings of(List<PolicyDefinition> definitions, IntConsumer progress) {
    var random = new RandomGuests(seed);
    var done = new AtomicInteger();
    var outcomes =
        IntStream.range(0, guests)
            .parallel()
            .mapToObj(number -> {
              var outcome = outcome(random.guest(number), definitions);
              progress.accept(done.incrementAndGet());
              return outcome;
            })
            .toList();
    return Standings.of(this, definitions, outcomes);
  }

  /** What every policy made of one guest, in their order. */
  private Outcome outcome(Scenario scenario, List<PolicyDefinition> definitions) {
    var fates = new ArrayList<Fate>();
    var intents = new ArrayList<EffectivePolicy>();
    for (var definition : definitions) {
      var policy = effective(definition, scenario);
      fates.add(new SteeredRun(scenario, policy, START).fate(horizon(scenario)));
      if (policy.ladder() == null) {
        intents.add(policy);
      }
    }
    return Outcome.of(fates, intents, START);
  }

  private Duration horizon(Scenario scenario) {
    var limit = scenario.limit();
    double link = scenario.link().rate().count() * scenario.link().part();
    double rate = limit == null ? link : Math.min(link, (double) limit.count());
    double bytes = (double) scenario.workload().used().plus(scenario.disks()).count();
    var bySize = Duration.ofMillis((long) (MOST_PASSES * 1000 * bytes / rate));
    return bySize.compareTo(horizon) > 0 ? bySize : horizon;
  }

  private static EffectivePolicy effective(PolicyDefinition definition, Scenario scenario) {
    return Effective.of(
            definition, scenario.memory(), scenario.disks(), START, null, null, List.of())
        .policy();
  }

  /** The course of one guest under one policy, line by line. */
  public List<String> course(PolicyDefinition definition, int number) {
    var scenario = new RandomGuests(seed).guest(number);
    var lines = new ArrayList<String>();
    lines.add(Narration.of(scenario));
    var run =
        new SteeredRun(scenario, effective(definition, scenario), START, new Narration(lines));
    lines.add(Narration.of(run.fate(horizon(scenario))));
    return lines;
  }
}
