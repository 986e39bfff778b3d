package io.godwit.cli.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * From the samples that made verdicts to the commands applied, over all steps of all migrations.
 *
 * @param migrations that were asked for
 * @param completed that reached their destination
 * @param mostAtOnce that hypervisors moved at the same time
 * @param steps that were applied, by kind
 * @param unanswered decisions that no agent applied
 * @param asked decisions that the scheduler answers, which have no command of the policy
 * @param millis of each leg and in all
 * @param slowest the last percent
 */
record LatencyResult(
    int migrations,
    int completed,
    int mostAtOnce,
    Map<String, Long> steps,
    int unanswered,
    int asked,
    Map<String, Percentiles> millis,
    List<Reaction> slowest) {
  static final String TOTAL = "sample to applied";
  private static final int SLOWEST = 5;

  static LatencyResult of(int migrations, Course course, Reaction.All all) {
    var reactions = all.reactions();
    var legs = new LinkedHashMap<String, Percentiles>();
    legs.put("sample until sent", spread(reactions, Reaction::seen));
    legs.put("sent to trend", spread(reactions, Reaction::drawn));
    legs.put("trend to decision", spread(reactions, Reaction::decided));
    legs.put("decision to applied", spread(reactions, Reaction::applied));
    legs.put(TOTAL, spread(reactions, Reaction::total));
    var slowest =
        reactions.stream()
            .sorted((one, other) -> Double.compare(other.total(), one.total()))
            .limit(SLOWEST)
            .toList();
    var steps =
        reactions.stream().collect(Collectors.groupingBy(Reaction::step, Collectors.counting()));
    return new LatencyResult(
        migrations,
        course.completed().size(),
        course.mostAtOnce().cluster(),
        steps,
        all.unanswered(),
        all.asked(),
        legs,
        slowest);
  }

  private static Percentiles spread(List<Reaction> reactions, ToDoubleFunction<Reaction> leg) {
    return Percentiles.of(reactions.stream().map(leg::applyAsDouble).toList());
  }

  /** Whether so many of a hundred were applied within so many milliseconds. */
  boolean within(double limit) {
    var total = millis.get(TOTAL);
    return total != null && total.p99() < limit;
  }
}
