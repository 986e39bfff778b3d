package io.godwit.monitor.convergence;

import io.godwit.convergence.model.DirtyModel;
import io.godwit.convergence.model.Range;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.ConvergenceTrend.BytesRange;
import io.godwit.events.convergence.ConvergenceTrend.RateRange;
import io.godwit.events.convergence.Eta;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a track says at one sample, as the event. */
final class Trends {
  private static final Range NOTHING = Range.exactly(0);

  /** A migration that is this likely to end, or not to, is said to, before a verdict. */
  private static final double LIKELY = 0.9;

  private static final double HARDLY = 0.03;
  private static final double UNLIKELY = 0.15;
  private static final int PASSES_THAT_TELL = 4;

  private Trends() {}

  /**
   * @param prognosis absent outside of pre-copy
   */
  static ConvergenceTrend of(
      Track track,
      ProgressSample sample,
      Scene scene,
      @Nullable Prognosis prognosis,
      boolean renewed) {
    var outlook = outlook(track, sample, scene, prognosis);
    double fixedPoint = fixedPoint(track.estimate(), outlook, scene, prognosis);
    var rate = prognosis == null ? NOTHING : prognosis.dirtyRate();
    var set = prognosis == null ? NOTHING : prognosis.workingSet();
    var lows = track.lows();
    boolean falls = outlook == Outlook.CONVERGES || outlook == Outlook.FINISHING;
    return new ConvergenceTrend(
        sample.about(),
        sample.host(),
        sample.elapsed(),
        sample.phase(),
        sample.pass(),
        sample.passBoundary() && sample.phase() == Phase.PRE_COPY,
        sample.memoryTotal(),
        sample.memoryRemaining(),
        prognosis == null ? sample.memoryRemaining() : bytes(prognosis.outstanding()),
        sample.transferred(),
        rate(scene.bandwidth()),
        rate(rate.likely()),
        bytes(set.likely()),
        new RateRange(rate(rate.low()), rate(rate.high())),
        new BytesRange(bytes(set.low()), bytes(set.high())),
        track.wire().compression(),
        bytes(scene.threshold()),
        bytes(fixedPoint),
        rate(scene.switchoverRate()),
        downtime(outlook, fixedPoint, scene),
        sample.maxDowntime(),
        sample.postCopyArmed(),
        outlook,
        eta(track, outlook, sample, scene, prognosis),
        track.advance().bulk(),
        track.advance().convergence(),
        probability(outlook, prognosis),
        lows.least() == 0 ? sample.memoryRemaining() : new Bytes(lows.least()),
        !falls && (renewed || track.continuous()) && lows.isLow(sample.memoryRemaining().count()),
        lows.stalled(),
        Duration.ZERO,
        sample.throttlePercent(),
        sample.bandwidthLimit(),
        sample.guestPaused(),
        sample.postCopyRequests(),
        sample.diskTotal(),
        sample.diskRemaining(),
        sample.phase() == Phase.ENDED ? null : track.disks().eta());
  }

  /**
   * A threshold that was raised meanwhile ends a plateau at once: what settles under it will switch
   * over.
   */
  private static Outlook outlook(
      Track track, ProgressSample sample, Scene scene, @Nullable Prognosis prognosis) {
    return switch (sample.phase()) {
      case SETUP, POST_COPY_BROKEN -> Outlook.NO_IDEA;
      case SWITCH_OVER, POST_COPY, ENDED -> Outlook.FINISHING;
      case PRE_COPY ->
          prognosis == null ? Outlook.NO_IDEA : preCopy(track, sample, scene, prognosis);
    };
  }

  private static Outlook preCopy(
      Track track, ProgressSample sample, Scene scene, Prognosis prognosis) {
    var estimate = track.estimate();
    if (sample.guestPaused()) {
      return Outlook.FINISHING;
    }
    if (sample.pass() == 1) {
      boolean told = prognosis.evident() && track.flow().settled();
      return told ? foretold(track, prognosis.probability()) : Outlook.NO_IDEA;
    }
    return switch (estimate.verdict()) {
      case UNDECIDED -> undecided(prognosis.probability());
      case SETTLES ->
          estimate.fixedPoint() > scene.threshold() ? Outlook.PLATEAU : Outlook.CONVERGES;
      case FALLS -> {
        boolean fits = sample.passBoundary() && scene.now().remaining() <= scene.threshold();
        yield fits ? Outlook.FINISHING : falling(track, sample.pass(), prognosis.probability());
      }
    };
  }

  /** What falls may yet settle above the threshold, which the passes tell before it does. */
  private static Outlook falling(Track track, int pass, double probability) {
    if (probability > UNLIKELY) {
      return Outlook.CONVERGES;
    }
    boolean told = pass >= PASSES_THAT_TELL && !track.continuous() && probability < HARDLY;
    return told ? Outlook.PLATEAU : Outlook.NO_IDEA;
  }

  /**
   * In a first pass, from what was measured before and dirtied again meanwhile. Without a
   * measurement a guest that converges slowly may look like one that never does.
   */
  private static Outlook foretold(Track track, double probability) {
    boolean unlikely = track.isMeasured() && probability < UNLIKELY;
    return unlikely ? Outlook.PLATEAU : undecided(probability);
  }

  private static Outlook undecided(double probability) {
    if (probability < HARDLY) {
      return Outlook.PLATEAU;
    }
    return probability > LIKELY ? Outlook.CONVERGES : Outlook.NO_IDEA;
  }

  private static double fixedPoint(
      Estimate estimate, Outlook outlook, Scene scene, @Nullable Prognosis prognosis) {
    boolean ends = outlook == Outlook.CONVERGES || outlook == Outlook.FINISHING;
    if (prognosis == null || ends || prognosis.probability() >= 0.5) {
      return 0;
    }
    if (estimate.verdict() == Estimate.Verdict.SETTLES) {
      return estimate.fixedPoint();
    }
    return new DirtyModel(
            scene.bandwidth(), prognosis.dirtyRate().likely(), prognosis.workingSet().likely())
        .fixedPoint();
  }

  private static Duration downtime(Outlook outlook, double fixedPoint, Scene scene) {
    boolean said = outlook != Outlook.NO_IDEA || fixedPoint > 0;
    double left = Math.max(fixedPoint, scene.threshold());
    return said ? Duration.ofMillis((long) Math.ceil(scene.stop(left) * 1000)) : Duration.ZERO;
  }

  private static double probability(Outlook outlook, @Nullable Prognosis prognosis) {
    if (outlook == Outlook.FINISHING) {
      return 1;
    }
    return prognosis == null ? 0 : prognosis.probability();
  }

  private static @Nullable Eta eta(
      Track track,
      Outlook outlook,
      ProgressSample sample,
      Scene scene,
      @Nullable Prognosis prognosis) {
    double remaining = scene.now().remaining();
    return switch (sample.phase()) {
      case SETUP, POST_COPY_BROKEN -> null;
      case ENDED -> Scene.interval(0, 0);
      case SWITCH_OVER -> Scene.interval(0, scene.stop(remaining) + 1);
      case POST_COPY -> {
        // Page faults may slow it down.
        double seconds = remaining / scene.bandwidth();
        yield scene.bandwidth() <= 0 ? null : Scene.interval(0.8 * seconds, 1.3 * seconds);
      }
      case PRE_COPY ->
          prognosis == null || outlook == Outlook.PLATEAU
              ? null
              : prognosis.eta(scene, track.flow().settled());
    };
  }

  private static Bytes bytes(double count) {
    return new Bytes(Math.max(0, Math.round(count)));
  }

  private static BytesPerSecond rate(double count) {
    return new BytesPerSecond(Math.max(0, Math.round(count)));
  }

  static ConvergenceTrend silent(ConvergenceTrend last, Duration silentFor) {
    return new ConvergenceTrend(
        last.about(),
        last.host(),
        last.elapsed(),
        last.phase(),
        last.pass(),
        false,
        last.memoryTotal(),
        last.remaining(),
        last.outstanding(),
        last.transferred(),
        last.bandwidth(),
        last.dirtyRate(),
        last.workingSet(),
        last.dirtyRateRange(),
        last.workingSetRange(),
        last.compression(),
        last.threshold(),
        last.fixedPoint(),
        last.switchoverRate(),
        last.predictedDowntime(),
        last.maxDowntime(),
        last.postCopyArmed(),
        last.outlook(),
        last.eta(),
        last.bulkDone(),
        last.convergenceDone(),
        last.convergenceProbability(),
        last.leastRemaining(),
        last.atLocalMinimum(),
        last.stalled(),
        silentFor,
        last.throttlePercent(),
        last.bandwidthLimit(),
        last.guestPaused(),
        last.postCopyFaults(),
        last.diskTotal(),
        last.diskRemaining(),
        last.diskEta());
  }
}
