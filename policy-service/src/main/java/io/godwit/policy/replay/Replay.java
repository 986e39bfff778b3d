package io.godwit.policy.replay;

import io.godwit.events.EffectivePolicy;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.policy.lever.Rules;
import io.godwit.policy.steering.Choice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a policy would have done with a migration that was recorded, and when. The record shows what
 * came of the steps that were really taken; see {@link Shadow} for what is made of that.
 *
 * @param rules the figures of the rules
 */
public record Replay(Rules rules) {
  /**
   * A step that would have been taken.
   *
   * @param at by the record's clock
   * @param elapsed since the hypervisor's job began
   * @param pass the true pass
   * @param choice the step, why, and what was predicted
   */
  public record Taken(Instant at, Duration elapsed, int pass, Choice choice) {}

  /** With trends of one attempt, in any order, repeated ones included. */
  public List<Taken> ofTrends(EffectivePolicy policy, List<ConvergenceTrend> trends) {
    var inOrder = new ArrayList<>(trends);
    inOrder.sort(Comparator.comparingLong(trend -> trend.about().sequence()));
    var taken = new ArrayList<Taken>();
    var shadow = Shadow.begin(policy);
    long last = -1;
    for (var trend : inOrder) {
      if (trend.about().sequence() <= last) {
        continue;
      }
      last = trend.about().sequence();
      var moved = shadow.see(trend, rules, false);
      shadow = moved.shadow();
      var choice = moved.choice();
      if (choice != null) {
        taken.add(new Taken(trend.about().at(), trend.elapsed(), trend.pass(), choice));
      }
    }
    return taken;
  }

  /**
   * With samples of one attempt.
   *
   * @param monitor makes the trend of the next sample; it gets them in order, each once
   */
  public List<Taken> ofSamples(
      EffectivePolicy policy,
      List<ProgressSample> samples,
      Function<ProgressSample, @Nullable ConvergenceTrend> monitor) {
    var inOrder = new ArrayList<>(samples);
    inOrder.sort(Comparator.comparingLong(sample -> sample.about().sequence()));
    var trends = new ArrayList<ConvergenceTrend>();
    long last = -1;
    for (var sample : inOrder) {
      if (sample.about().sequence() > last) {
        last = sample.about().sequence();
        var trend = monitor.apply(sample);
        if (trend != null) {
          trends.add(trend);
        }
      }
    }
    return ofTrends(policy, trends);
  }
}
