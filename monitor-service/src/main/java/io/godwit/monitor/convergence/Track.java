package io.godwit.monitor.convergence;

import io.godwit.events.MigrationId;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.monitor.dirtying.Evidence;
import io.godwit.monitor.dirtying.LastBelief;
import java.time.Duration;
import java.util.List;
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
 *   <li>Whether it falls or has settled: from true pass boundaries by {@link BoundaryEstimator} or,
 *       where the hypervisor looks for dirtied pages all the time, by {@link SlopeEstimator}.
 *   <li>D and W, the probability that it ends and when: {@link Prognosis}, from the passes and
 *       stretches kept in {@link Knowledge}.
 *   <li>In post-copy it ends in remaining / B.
 * </ul>
 *
 * <p>Which shape the signal has is seen from it: the hypervisor's iteration counter runs ahead of
 * the true passes only where it looks more often than once a pass, whatever was armed.
 *
 * <p>A change of the settings in flight begins anew what it makes wrong: a limit the bandwidth, a
 * throttle the slope and what falls or settles; the working set, and by its share of CPU time the
 * dirty rate, are kept.
 *
 * @param migration whose
 * @param attempt which attempt, from 1
 * @param sequence of the last sample taken in: what is not higher changes nothing
 * @param iterationAhead the counter less the pass, at the first sample
 * @param continuous whether remaining already holds what was dirtied meanwhile
 * @param phase of the last sample
 * @param settings of the last sample
 * @param lastBelief saves work, and is no part of what is known
 */
public record Track(
    MigrationId migration,
    int attempt,
    long sequence,
    long iterationAhead,
    boolean continuous,
    Phase phase,
    Settings settings,
    Flow flow,
    Slope slope,
    Passes passes,
    Estimate estimate,
    Advance advance,
    Knowledge knowledge,
    Lows lows,
    Wire wire,
    DiskFlow disks,
    LastBelief lastBelief) {
  private static final int ITERATIONS_THAT_TELL = 3;
  private static final double SECONDS_THAT_TELL = 1;

  /** Of the memory, gone through by a first pass. */
  private static final double SHARE_THAT_TELLS = 0.05;

  /** Takes in a sample of this migration; {@code known} is absent at its first. */
  public static Observed observe(@Nullable Track known, ProgressSample sample) {
    return observe(known, sample, List.of());
  }

  /**
   * @param measured what was measured of the guest before the start, if anything
   */
  public static Observed observe(
      @Nullable Track known, ProgressSample sample, List<Evidence> measured) {
    var about = sample.about();
    if (known == null || about.attempt() > known.attempt()) {
      return begin(sample).take(sample, measured);
    }
    boolean late = about.attempt() < known.attempt() || about.sequence() <= known.sequence();
    return late ? new Observed(known, null) : known.take(sample, measured);
  }

  private static Track begin(ProgressSample sample) {
    return new Track(
        sample.about().migration(),
        sample.about().attempt(),
        sample.about().sequence(),
        sample.hypervisorIteration() - sample.pass(),
        false,
        Phase.SETUP,
        Settings.of(sample),
        Flow.NONE,
        Slope.NONE,
        Passes.NONE,
        Estimate.NONE,
        Advance.NONE,
        Knowledge.NONE,
        Lows.NONE,
        Wire.NONE,
        DiskFlow.NONE,
        new LastBelief());
  }

  public boolean isMeasured() {
    return !knowledge.measured().isEmpty();
  }

  /**
   * The last trend of a migration of which nothing is heard, with its sequence: it is no new
   * sample, and nothing in it is renewed but the silence.
   */
  public static ConvergenceTrend silent(ConvergenceTrend last, Duration silentFor) {
    return Trends.silent(last, silentFor);
  }

  /** Whether the migration still runs, so that a sample is to be expected. */
  public boolean runs() {
    return phase != Phase.ENDED;
  }

  private Observed take(ProgressSample sample, List<Evidence> measured) {
    var now = Reading.of(sample);
    var renewal = new Renewal(this, sample);
    renewal.disks = disks.with(sample);
    if (knowledge.measured().isEmpty() && !measured.isEmpty()) {
      renewal.knowledge = knowledge.withMeasured(measured);
    }
    boolean memoryMoves = sample.memoryTotal().count() > 0 && now.remaining() + now.processed() > 0;
    if (memoryMoves && sample.phase() == Phase.PRE_COPY) {
      return preCopy(renewal, sample, now);
    }
    if (sample.phase() == Phase.POST_COPY) {
      renewal.flow =
          phase == Phase.POST_COPY
              ? flow.with(now, false)
              : flow.anew(now, Scene.of(sample, now, flow).switchoverRate());
    }
    renewal.advance = advance.in(sample.phase(), now.remaining());
    var next = renewal.track();
    boolean renewed = sample.phase() == Phase.POST_COPY;
    var scene = Scene.of(sample, now, next.flow);
    return new Observed(next, Trends.of(next, sample, scene, null, renewed));
  }

  private Observed preCopy(Renewal renewal, ProgressSample sample, Reading now) {
    renewal.settings(now);
    boolean firstPass = sample.pass() == 1 || passes.pass() == 1;
    renewal.flow = renewal.flow.with(now, firstPass);
    renewal.slope = renewal.slope.with(now, firstPass);
    var scene = Scene.of(sample, now, renewal.flow);
    renewal.passes = passes.with(sample, now, scene.threshold());
    renewal.continuous =
        continuous
            || (sample.postCopyArmed()
                && sample.hypervisorIteration() - sample.pass()
                    >= iterationAhead + ITERATIONS_THAT_TELL);
    renewal.wire =
        sample.pass() == 1 ? wire.inFirstPass(now, sample.memoryTotal().count()) : wire.later(now);
    boolean boundary = renewal.passes.pass() > passes.pass() && passes.start() != null;
    boolean renewed = sample.pass() > 1 && (boundary || renewal.continuous);
    if (renewed) {
      renewal.renew(scene, boundary);
    }
    renewal.advance = renewal.advanced(scene);
    var next = renewal.track();
    var prognosis = Prognosis.of(next, sample, scene);
    return new Observed(next, Trends.of(next, sample, scene, prognosis, renewed));
  }

  /** What is known with what lasts and is not kept yet. */
  Knowledge known(Reading now) {
    if (!continuous) {
      return knowledge;
    }
    if (passes.firstMillis() != 0) {
      return knowledge.stretch(slope, settings.freedom(), false);
    }
    double seconds = passes.secondsInto(now);
    double scanned = passes.scanned(now);
    return seconds < SECONDS_THAT_TELL || scanned < SHARE_THAT_TELLS
        ? knowledge
        : knowledge.firstPassUntil(seconds, scanned, passes.rewritten(now), settings.freedom());
  }
}
