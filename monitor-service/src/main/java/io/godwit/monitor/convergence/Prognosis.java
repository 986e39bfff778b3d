package io.godwit.monitor.convergence;

import io.godwit.convergence.model.Range;
import io.godwit.events.convergence.Eta;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.monitor.convergence.Estimate.Verdict;
import io.godwit.monitor.dirtying.Belief;
import io.godwit.monitor.dirtying.Forecast;
import io.godwit.monitor.dirtying.Guess.Standing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a pre-copy as it stands, of all the guests that may be the true one.
 *
 * @param dirtyRate D under the present throttle
 * @param workingSet W
 * @param outstanding bytes that would go over the link if the guest wrote no more
 * @param probability that it completes
 * @param low seconds to the end, if it does
 * @param high likewise
 * @param evident whether anything of it was seen of this guest
 */
record Prognosis(
    Range dirtyRate,
    Range workingSet,
    double outstanding,
    double probability,
    double low,
    double high,
    boolean evident) {
  /** A bandwidth is not known better than this, and less while it gathers speed. */
  private static final double RATE_ERROR = 0.06;

  private static final double UNSETTLED_ERROR = 0.3;

  /** A guest that was seen to fall may still settle, and one that settled may end. */
  private static final double SEEN_TO_FALL = 0.1;

  private static final double SEEN_TO_SETTLE = 0.2;

  /** How much of what remains of the first pass may be in use, around what was so far. */
  private static final double[] MORE_OR_LESS_USED = {0.7, 1, 1.3};

  /** Nothing is said of when it ends if it may well never. */
  private static final double STATED_FROM = 0.6;

  private static final double MOST_OF_LIKELY = 1.6;

  private static final double STOP_SECONDS = 0.05;
  private static final double LEAST_OF_THRESHOLD = 0.65;

  static Prognosis of(Track track, ProgressSample sample, Scene scene) {
    var settings = track.settings();
    var knowledge = track.known(scene.now());
    var memory = (double) Math.max(1, sample.memoryTotal().count());
    var belief = track.lastBelief().of(knowledge.all(), memory, settings.freedom());
    double rest = track.passes().rest(track, scene.now());
    double seconds = track.passes().secondsInto(scene.now());
    var standing =
        new Standing(
            Math.max(1, scene.bandwidth()),
            scene.threshold(),
            rest,
            seconds,
            sample.pass() == 1,
            track.continuous());
    var forecast = settings.paused() ? paused(standing) : belief.forecast(places(standing, track));
    double again = settings.paused() ? 0 : again(track, sample, scene.now(), belief);
    return new Prognosis(
        belief.dirtyRate(),
        belief.workingSet(),
        Math.min(rest + again, memory),
        probability(forecast, track.estimate().verdict()) * track.lows().doubt(),
        seenToFall(track)
            ? Math.max(forecast.low(), forecast.likely() / MOST_OF_LIKELY)
            : forecast.low(),
        seenToFall(track)
            ? Math.min(forecast.high(), MOST_OF_LIKELY * forecast.likely())
            : forecast.high(),
        !knowledge.isEmpty());
  }

  /** Bytes that were sent and are dirty again, beyond what is left of this pass. */
  private static double again(Track track, ProgressSample sample, Reading now, Belief belief) {
    var passes = track.passes();
    if (sample.pass() == 1) {
      return track.continuous()
          ? passes.rewritten(now)
          : belief.dirtiedAgain(passes.scanned(now), passes.secondsInto(now));
    }
    boolean counted = track.continuous() || sample.passBoundary();
    return counted ? 0 : belief.dirtiedIn(passes.secondsInto(now));
  }

  /** Where what remains is seen to fall all the time, what it may do at worst is not guessed. */
  private static boolean seenToFall(Track track) {
    return track.continuous() && track.estimate().verdict() == Verdict.FALLS;
  }

  private static double probability(Forecast forecast, Verdict verdict) {
    return switch (verdict) {
      case UNDECIDED -> forecast.probability();
      case FALLS -> SEEN_TO_FALL + (1 - SEEN_TO_FALL) * forecast.probability();
      case SETTLES -> SEEN_TO_SETTLE * forecast.probability();
    };
  }

  private static Forecast paused(Standing at) {
    double seconds = at.rest() / at.bandwidth();
    return new Forecast(1, seconds * (1 - RATE_ERROR), seconds, seconds * (1 + RATE_ERROR));
  }

  private static List<Standing> places(Standing at, Track track) {
    if (!at.firstPass()) {
      return List.of(at);
    }
    double most = at.rest() / Math.max(1e-3, track.wire().usedShare());
    var places = new ArrayList<Standing>();
    for (double factor : MORE_OR_LESS_USED) {
      places.add(
          new Standing(
              at.bandwidth(),
              at.threshold(),
              Math.min(most, at.rest() * factor),
              at.seconds(),
              true,
              at.continuous()));
    }
    return places;
  }

  /** Absent where it does not complete, or nothing moves yet. */
  @Nullable Eta eta(Scene scene, boolean settled) {
    if (scene.bandwidth() <= 0 || probability < STATED_FROM || Double.isInfinite(low)) {
      return null;
    }
    double error = settled ? RATE_ERROR : UNSETTLED_ERROR;
    double stop = scene.stop(scene.threshold());
    return Scene.interval(
        low * (1 - error) + LEAST_OF_THRESHOLD * stop, high * (1 + error) + stop + STOP_SECONDS);
  }
}
