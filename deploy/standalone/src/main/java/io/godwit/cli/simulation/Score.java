package io.godwit.cli.simulation;

import java.time.Duration;
import java.util.List;

/**
 * How a policy fared with many guests. Of those that did not complete, only what they cost counts.
 *
 * @param policy its name
 * @param guests how many
 * @param completed how many of them
 * @param givenUp how many were
 * @param intentMet how many completed by the deadline, within every budget
 * @param outsideBudget how many times a budget was passed; of a ladder nothing is asked
 * @param medianMillis time of those that completed
 * @param slowMillis time that nine of ten of those that completed stayed below
 * @param workLostSeconds on average, of all
 * @param standstillSeconds that nine of ten stayed below
 * @param sentTimes bytes sent by all, over what guests that write nothing would take
 */
public record Score(
    String policy,
    int guests,
    int completed,
    int givenUp,
    int intentMet,
    int outsideBudget,
    long medianMillis,
    long slowMillis,
    double workLostSeconds,
    double standstillSeconds,
    double sentTimes) {

  static Score of(String policy, List<Fate> fates) {
    var times = fates.stream().filter(Fate::completed).map(Fate::total).sorted().toList();
    var stills = fates.stream().map(Fate::standstill).sorted().toList();
    double sent = fates.stream().mapToDouble(fate -> (double) fate.sent()).sum();
    double bulk = fates.stream().mapToDouble(fate -> (double) fate.bulk()).sum();
    return new Score(
        policy,
        fates.size(),
        times.size(),
        (int) fates.stream().filter(fate -> fate.end() == Fate.End.GIVEN_UP).count(),
        (int) fates.stream().filter(Fate::intentMet).count(),
        (int) fates.stream().filter(fate -> !fate.withinBudget()).count(),
        times.isEmpty() ? 0 : at(times, 0.5).toMillis(),
        times.isEmpty() ? 0 : at(times, 0.9).toMillis(),
        fates.stream().mapToDouble(Fate::workLost).average().orElse(0),
        stills.isEmpty() ? 0 : at(stills, 0.9),
        sent / Math.max(1, bulk));
  }

  private static <T> T at(List<T> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size())));
  }

  /** Time of a tenth of those that completed is above. */
  public Duration slow() {
    return Duration.ofMillis(slowMillis);
  }

  public Duration median() {
    return Duration.ofMillis(medianMillis);
  }
}
