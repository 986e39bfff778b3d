package io.godwit.gateway.explanation;

import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Eta;
import io.godwit.events.convergence.Prediction;
import io.godwit.gateway.projection.HistoryEntry.Seen;
import java.util.ArrayList;
import java.util.Locale;

/** What was predicted and what was seen, in words. */
final class Forecasts {
  /** An interval whose ends differ by less is told as one figure. */
  private static final double SAME = 0.02;

  private Forecasts() {}

  /** Like {@code 3.0 s to 5.0 s}. */
  static String interval(Eta eta) {
    var low = Words.time(eta.low());
    var high = Words.time(eta.high());
    return low.equals(high) ? low : "%s to %s".formatted(low, high);
  }

  /** As the end of a sentence without its full stop, behind a word like {@code predicted}. */
  static String told(Prediction prediction) {
    var eta = prediction.eta();
    if (eta == null || prediction.probability() == 0) {
      return "no end";
    }
    return "the end in %s, with %s of downtime, %s of work lost and %s to send (%s)"
        .formatted(
            interval(eta),
            Words.time(prediction.downtime()),
            Words.time(prediction.workLost()),
            Words.amount(prediction.toSend()),
            likely(prediction.probability()));
  }

  static String likely(double probability) {
    return String.format(Locale.ROOT, "%.0f %% likely", 100 * probability);
  }

  /** What the end of a pass showed. */
  static String seen(Seen seen) {
    var trend = seen.trend();
    var after = trend.elapsed().isZero() ? "" : " after " + Words.time(trend.elapsed());
    var parts = new ArrayList<String>();
    parts.add(
        "Pass %d was over%s: %s remained, the link carried %s, the guest rewrote %s"
            .formatted(
                seen.passOver(),
                after,
                Words.amount(trend.remaining()),
                Words.rate(trend.bandwidth()),
                rewrote(trend)));
    if (trend.throttlePercent() > 0) {
      parts.add("slowed by %d %%".formatted(trend.throttlePercent()));
    }
    if (trend.stalled()) {
      parts.add("nothing was gained for two passes or more");
    }
    return String.join(", ", parts) + "; " + outlook(trend) + ".";
  }

  private static String rewrote(ConvergenceTrend trend) {
    var rate = trend.dirtyRateRange();
    var set = trend.workingSetRange();
    return "%s of %s"
        .formatted(
            isOne(rate.low().count(), rate.high().count())
                ? Words.rate(trend.dirtyRate())
                : Words.rate(rate.low()) + " to " + Words.rate(rate.high()),
            isOne(set.low().count(), set.high().count())
                ? Words.amount(trend.workingSet())
                : Words.amount(set.low()) + " to " + Words.amount(set.high()));
  }

  private static boolean isOne(long low, long high) {
    return high - low <= SAME * high;
  }

  private static String outlook(ConvergenceTrend trend) {
    var eta = trend.eta();
    var end = eta == null ? "" : ", and the end was expected in " + interval(eta);
    return switch (trend.outlook()) {
      case NO_IDEA -> "too little had been seen to say how it would go" + end;
      case CONVERGES ->
          "it converged (%s)%s".formatted(likely(trend.convergenceProbability()), end);
      case PLATEAU ->
          "it would settle at %s and need %s of downtime, while %s was allowed%s"
              .formatted(
                  Words.amount(trend.fixedPoint()),
                  Words.time(trend.predictedDowntime()),
                  Words.time(trend.maxDowntime()),
                  end);
      case FINISHING -> "it was about to end" + end;
    };
  }
}
