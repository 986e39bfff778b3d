package io.godwit.cli.replay;

import io.godwit.convergence.policy.Effective;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.monitor.convergence.Track;
import io.godwit.policy.lever.Rules;
import io.godwit.policy.replay.Replay;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy would have done with a recording.
 *
 * @param policy as it would have applied to that migration
 * @param steps that would have been taken, in order
 */
public record Retelling(EffectivePolicy policy, List<Replay.Taken> steps) {
  public Retelling {
    steps = List.copyOf(steps);
  }

  /** By the usual figures of the rules; the request's own wishes are not in a recording. */
  public static Retelling of(Recording recording, PolicyDefinition definition) {
    var first = recording.samples().getFirst();
    var start = first.about().at().minus(first.elapsed());
    var effective =
        Effective.of(
            definition, first.memoryTotal(), first.diskTotal(), start, null, null, List.of());
    var monitor = new Monitor();
    var steps =
        new Replay(Rules.DEFAULT)
            .ofSamples(effective.policy(), recording.samples(), monitor::trendOf);
    return new Retelling(effective.policy(), steps);
  }

  /** The monitor as it would have seen the samples, one after the other. */
  private static final class Monitor {
    private @Nullable Track track;

    @Nullable ConvergenceTrend trendOf(ProgressSample sample) {
      var observed = Track.observe(track, sample);
      track = observed.track();
      return observed.trend();
    }
  }
}
