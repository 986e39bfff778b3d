package io.godwit.convergence.model;

import io.godwit.convergence.model.DirtyModel.Descent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The pre-copies that end, of the pairs of dirty rate and working set that may be true. */
record Outcomes(List<Weighed> ends) {
  /**
   * Five equally likely fifths of a range, each by its middle.
   *
   * @param deviations where, in standard deviations from the likely amount
   */
  record Draw(double deviations, double weight) {}

  static final List<Draw> DRAWS =
      List.of(
          new Draw(-1.2816, 0.2),
          new Draw(-0.5244, 0.2),
          new Draw(0, 0.2),
          new Draw(0.5244, 0.2),
          new Draw(1.2816, 0.2));

  /** One end and how likely it is among all pairs. */
  record Weighed(Descent descent, double weight) {}

  Outcomes {
    ends = List.copyOf(ends);
  }

  static Outcomes of(Condition condition) {
    var ends = new ArrayList<Weighed>();
    for (var rate : DRAWS) {
      for (var set : DRAWS) {
        var descent =
            new DirtyModel(
                    condition.bandwidth(),
                    condition.dirtyRate().at(rate.deviations()),
                    set(condition, set))
                .descend(condition.threshold(), condition.remaining());
        if (descent != null) {
          ends.add(new Weighed(descent, rate.weight() * set.weight()));
        }
      }
    }
    return new Outcomes(ends);
  }

  /** That what remains comes down to the threshold: for each working set in closed form. */
  static double probability(Condition condition) {
    if (condition.bandwidth() <= 0) {
      return 0;
    }
    if (condition.remaining() <= condition.threshold()) {
      return 1;
    }
    double probability = 0;
    for (var set : DRAWS) {
      double most =
          DirtyModel.rateThatSettlesAt(
              condition.threshold(), set(condition, set), condition.bandwidth());
      probability +=
          set.weight() * (Double.isInfinite(most) ? 1 : condition.dirtyRate().below(most));
    }
    return Math.min(1, probability);
  }

  /** Where the likely guest settles, bytes; the threshold where that comes down to it. */
  static double likelyPlateau(Condition condition) {
    var model =
        new DirtyModel(
            condition.bandwidth(), condition.dirtyRate().likely(), condition.workingSet().likely());
    double level = condition.bandwidth() <= 0 ? condition.remaining() : model.fixedPoint();
    return Math.max(level, condition.threshold());
  }

  boolean none() {
    return ends.isEmpty();
  }

  double seconds(double share) {
    return quantile(share, Descent::seconds);
  }

  double left(double share) {
    return quantile(share, Descent::left);
  }

  double meanSeconds() {
    return mean(Descent::seconds);
  }

  double meanLeft() {
    return mean(Descent::left);
  }

  double meanSent() {
    return mean(Descent::sent);
  }

  private double quantile(double share, ToDoubleFunction<Descent> what) {
    var sorted =
        ends.stream()
            .sorted(Comparator.comparingDouble(end -> what.applyAsDouble(end.descent())))
            .toList();
    double wanted = share * weight();
    double sum = 0;
    for (var end : sorted) {
      sum += end.weight();
      if (sum >= wanted) {
        return what.applyAsDouble(end.descent());
      }
    }
    return what.applyAsDouble(sorted.getLast().descent());
  }

  private double mean(ToDoubleFunction<Descent> what) {
    double sum = 0;
    for (var end : ends) {
      sum += end.weight() * what.applyAsDouble(end.descent());
    }
    return sum / weight();
  }

  private double weight() {
    return ends.stream().mapToDouble(Weighed::weight).sum();
  }

  static double set(Condition condition, Draw draw) {
    return Math.min(condition.memory(), condition.workingSet().at(draw.deviations()));
  }
}
