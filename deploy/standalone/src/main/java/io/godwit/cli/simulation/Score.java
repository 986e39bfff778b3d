package io.godwit.cli.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How a policy fared with many guests. What those cost that did not complete counts too.
 *
 * @param policy its name
 * @param guests how many
 * @param completed how many of them
 * @param givenUp how many were; the others still ran at the horizon
 * @param met by intent: for how many guests it was met; of an intent only itself
 * @param outsideBudget for how many guests an intent's own budget was passed; 0 of a ladder
 * @param seconds to the end of those that completed
 * @param workLostSeconds of all
 * @param standstillSeconds of all: of each guest its longest
 * @param sentTimes bytes sent by all, over what guests that write nothing would take
 */
public record Score(
    String policy,
    int guests,
    int completed,
    int givenUp,
    Map<String, Integer> met,
    int outsideBudget,
    Spread seconds,
    Spread workLostSeconds,
    Spread standstillSeconds,
    double sentTimes) {

  /** A figure of many guests: its average, what half and 95 of 100 stay at or below, the most. */
  public record Spread(double mean, double p50, double p95, double most) {
    static Spread of(List<Fate> fates, ToDoubleFunction<Fate> figure) {
      var sorted = fates.stream().mapToDouble(figure).sorted().toArray();
      if (sorted.length == 0) {
        return new Spread(0, 0, 0, 0);
      }
      double sum = 0;
      for (double one : sorted) {
        sum += one;
      }
      return new Spread(
          sum / sorted.length, at(sorted, 0.5), at(sorted, 0.95), sorted[sorted.length - 1]);
    }

    private static double at(double[] sorted, double share) {
      return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
  }

  static Score of(String policy, List<Fate> fates, Map<String, Integer> met, int outsideBudget) {
    var completed = fates.stream().filter(Fate::completed).toList();
    double sent = fates.stream().mapToDouble(fate -> (double) fate.sent()).sum();
    double bulk = fates.stream().mapToDouble(fate -> (double) fate.bulk()).sum();
    return new Score(
        policy,
        fates.size(),
        completed.size(),
        (int) fates.stream().filter(fate -> fate.end() == Fate.End.GIVEN_UP).count(),
        met,
        outsideBudget,
        Spread.of(completed, fate -> seconds(fate.total())),
        Spread.of(fates, Fate::workLost),
        Spread.of(fates, Fate::standstill),
        sent / Math.max(1, bulk));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** For how many guests that intent was met; 0 if it is not held against it. */
  public int met(String intent) {
    return met.getOrDefault(intent, 0);
  }
}
