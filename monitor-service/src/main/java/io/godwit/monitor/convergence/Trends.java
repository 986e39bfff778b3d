package io.godwit.monitor.convergence;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Eta;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.ProgressSample;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a track says at one sample, as the event. */
final class Trends {
  private Trends() {}

  static ConvergenceTrend of(Track track, ProgressSample sample, Scene scene, boolean renewed) {
    var estimate = track.estimate();
    var outlook = outlook(estimate, sample, scene);
    double fixedPoint = outlook == Outlook.PLATEAU ? estimate.fixedPoint() : 0;
    return new ConvergenceTrend(
        sample.about(),
        sample.host(),
        sample.phase(),
        sample.pass(),
        renewed,
        sample.memoryTotal(),
        sample.memoryRemaining(),
        sample.transferred(),
        rate(scene.bandwidth()),
        rate(estimate.dirtyRate()),
        bytes(estimate.workingSet()),
        bytes(scene.threshold()),
        bytes(fixedPoint),
        rate(scene.switchoverRate()),
        downtime(outlook, fixedPoint, scene),
        sample.maxDowntime(),
        sample.postCopyArmed(),
        outlook,
        eta(estimate, outlook, sample, scene),
        track.advance().bulk(),
        track.advance().convergence());
  }

  /**
   * A threshold that was raised meanwhile ends a plateau at once: what settles under it will switch
   * over.
   */
  private static Outlook outlook(Estimate estimate, ProgressSample sample, Scene scene) {
    return switch (sample.phase()) {
      case SETUP, POST_COPY_BROKEN -> Outlook.NO_IDEA;
      case SWITCH_OVER, POST_COPY, ENDED -> Outlook.FINISHING;
      case PRE_COPY -> preCopy(estimate, sample, scene);
    };
  }

  private static Outlook preCopy(Estimate estimate, ProgressSample sample, Scene scene) {
    if (sample.pass() == 1) {
      return Outlook.NO_IDEA;
    }
    return switch (estimate.verdict()) {
      case UNDECIDED -> Outlook.NO_IDEA;
      case SETTLES ->
          estimate.fixedPoint() > scene.threshold() ? Outlook.PLATEAU : Outlook.CONVERGES;
      case FALLS -> {
        boolean fits = sample.passBoundary() && scene.now().remaining() <= scene.threshold();
        yield fits ? Outlook.FINISHING : Outlook.CONVERGES;
      }
    };
  }

  private static Duration downtime(Outlook outlook, double fixedPoint, Scene scene) {
    if (scene.switchoverRate() <= 0 || outlook == Outlook.NO_IDEA) {
      return Duration.ZERO;
    }
    double left = outlook == Outlook.PLATEAU ? fixedPoint : scene.threshold();
    return Duration.ofMillis((long) Math.ceil(left * 1000 / scene.switchoverRate()));
  }

  private static @Nullable Eta eta(
      Estimate estimate, Outlook outlook, ProgressSample sample, Scene scene) {
    return switch (outlook) {
      case NO_IDEA, PLATEAU -> null;
      case CONVERGES -> converging(estimate, scene);
      case FINISHING -> finishing(sample, scene);
    };
  }

  /** What was said when it was estimated, less the time since. */
  private static @Nullable Eta converging(Estimate estimate, Scene scene) {
    var said = estimate.eta();
    if (said == null) {
      double pass = estimate.fixedPoint() / Math.max(1, scene.bandwidth());
      return estimate.verdict() == Estimate.Verdict.SETTLES ? scene.eta(0, 2 * pass) : null;
    }
    var since = Duration.ofMillis(scene.now().elapsedMillis() - estimate.atMillis());
    return new Eta(less(said.low(), since), less(said.high(), since));
  }

  /** The rest at the smoothed rate, which post-copy's page faults may slow down. */
  private static @Nullable Eta finishing(ProgressSample sample, Scene scene) {
    return switch (sample.phase()) {
      case ENDED -> new Eta(Duration.ZERO, Duration.ZERO);
      case POST_COPY -> {
        double seconds = scene.now().remaining() / scene.bandwidth();
        yield scene.bandwidth() <= 0 ? null : scene.interval(0.8 * seconds, 1.3 * seconds);
      }
      case SETUP, PRE_COPY, SWITCH_OVER, POST_COPY_BROKEN ->
          scene.eta(0, scene.now().remaining() / Math.max(1, scene.bandwidth()));
    };
  }

  private static Duration less(Duration said, Duration since) {
    var left = said.minus(since);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static Bytes bytes(double count) {
    return new Bytes(Math.max(0, Math.round(count)));
  }

  private static BytesPerSecond rate(double count) {
    return new BytesPerSecond(Math.max(0, Math.round(count)));
  }
}
