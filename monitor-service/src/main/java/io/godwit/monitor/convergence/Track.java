package io.godwit.monitor.convergence;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.MigrationId;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one attempt of one migration: immutable, built from its samples by {@link
 * #observe}. All amounts are bytes, all rates bytes per second, all moments the hypervisor's job
 * clock, so that neither delays nor clocks of hosts matter.
 *
 * <ul>
 *   <li>B, bandwidth: {@link Flow}.
 *   <li>threshold = switch-over rate x allowed downtime, where the switch-over rate is what the
 *       hypervisor was told of the link (it lifts the migration's own limit in the stop phase), or
 *       else B.
 *   <li>D, W and the fixed point R* of {@code dirtied(R) = W (1 - exp(-D R / (B W)))}: {@link
 *       DirtyModel}; from true pass boundaries by {@link BoundaryEstimator} or, where the
 *       hypervisor looks for dirtied pages all the time, by {@link SlopeEstimator}.
 *   <li>R* above the threshold: a plateau, whose switch-over would take R* / switch-over rate.
 *   <li>In post-copy it ends in remaining / B.
 * </ul>
 *
 * <p>Which shape the signal has is seen from it: the hypervisor's iteration counter runs ahead of
 * the true passes only where it looks more often than once a pass, whatever was armed.
 *
 * @param migration whose
 * @param attempt which attempt, from 1
 * @param sequence of the last sample taken in: what is not higher changes nothing
 * @param iterationAhead the counter less the pass, at the first sample
 * @param continuous whether remaining already holds what was dirtied meanwhile
 */
public record Track(
    MigrationId migration,
    int attempt,
    long sequence,
    long iterationAhead,
    boolean continuous,
    Flow flow,
    Slope slope,
    Passes passes,
    Estimate estimate,
    Advance advance) {
  private static final int ITERATIONS_THAT_TELL = 3;

  /** Takes in a sample of this migration; {@code known} is absent at its first. */
  public static Observed observe(@Nullable Track known, ProgressSample sample) {
    var about = sample.about();
    if (known == null || about.attempt() > known.attempt()) {
      return begin(sample).take(sample);
    }
    boolean late = about.attempt() < known.attempt() || about.sequence() <= known.sequence();
    return late ? new Observed(known, null) : known.take(sample);
  }

  private static Track begin(ProgressSample sample) {
    return new Track(
        sample.about().migration(),
        sample.about().attempt(),
        sample.about().sequence(),
        sample.hypervisorIteration() - sample.pass(),
        false,
        Flow.NONE,
        Slope.NONE,
        Passes.NONE,
        Estimate.NONE,
        Advance.NONE);
  }

  private Observed take(ProgressSample sample) {
    var now = Reading.of(sample);
    boolean memoryMoves = sample.memoryTotal().count() > 0 && now.remaining() + now.processed() > 0;
    return switch (sample.phase()) {
      case PRE_COPY -> memoryMoves ? preCopy(sample, now) : still(sample, now, flow);
      case POST_COPY -> still(sample, now, flow.with(now, false));
      case SETUP, SWITCH_OVER, POST_COPY_BROKEN, ENDED -> still(sample, now, flow);
    };
  }

  private Observed still(ProgressSample sample, Reading now, Flow flow) {
    var scene = scene(sample, now, flow);
    var next =
        new Track(
            migration,
            attempt,
            sample.about().sequence(),
            iterationAhead,
            continuous,
            flow,
            slope,
            passes,
            estimate,
            advance.in(sample.phase(), now.remaining()));
    boolean renewed = sample.phase() == Phase.POST_COPY;
    return new Observed(next, Trends.of(next, sample, scene, renewed));
  }

  private Observed preCopy(ProgressSample sample, Reading now) {
    boolean firstPass = sample.pass() == 1 || passes.pass() == 1;
    var flowNow = flow.with(now, firstPass);
    var slopeNow = slope.with(now, firstPass);
    var passesNow = passes.with(sample, now);
    boolean boundary = passesNow.pass() > passes.pass() && passes.start() != null;
    boolean continuousNow =
        continuous
            || (sample.postCopyArmed()
                && sample.hypervisorIteration() - sample.pass()
                    >= iterationAhead + ITERATIONS_THAT_TELL);
    var scene = scene(sample, now, flowNow);
    boolean renewed = sample.pass() > 1 && (boundary || continuousNow);
    var estimateNow = estimate;
    if (renewed) {
      estimateNow =
          continuousNow
              ? SlopeEstimator.renew(estimate, slopeNow, passesNow, boundary, scene)
              : BoundaryEstimator.renew(passesNow, scene);
    }
    var next =
        new Track(
            migration,
            attempt,
            sample.about().sequence(),
            iterationAhead,
            continuousNow,
            flowNow,
            slopeNow,
            passesNow,
            estimateNow,
            advanced(sample, now, passesNow, slopeNow, continuousNow, scene.threshold()));
    return new Observed(next, Trends.of(next, sample, scene, renewed));
  }

  private Advance advanced(
      ProgressSample sample,
      Reading now,
      Passes passes,
      Slope slope,
      boolean continuous,
      double threshold) {
    if (sample.pass() == 1) {
      return advance.inFirstPass(sample.memoryTotal().count(), now.remaining(), slope.rewritten());
    }
    // In a saw-tooth only what remained at a boundary means anything.
    var start = Objects.requireNonNull(passes.start());
    double remaining = continuous ? now.remaining() : start.remaining();
    return advance.converging(passes.firstRemaining(), remaining, threshold);
  }

  private static Scene scene(ProgressSample sample, Reading now, Flow flow) {
    BytesPerSecond told = sample.switchoverBandwidth();
    double rate = told == null || told.count() == 0 ? flow.bytesPerSecond() : told.count();
    double threshold = rate * sample.maxDowntime().toMillis() / 1000.0;
    return new Scene(now, flow.bytesPerSecond(), threshold, rate);
  }
}
