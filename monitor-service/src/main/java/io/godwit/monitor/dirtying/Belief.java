package io.godwit.monitor.dirtying;

import io.godwit.convergence.model.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Which guests may be the true one, after all that was seen. A grid over the working set W and the
 * manner of writing; for each of its points the dirty rate D is a log-normal that the observations
 * narrow, and the point's weight falls with how badly they agree. One pass alone leaves W open from
 * what it left to all the memory; passes of different length tell W and D apart.
 */
public final class Belief {
  private static final int SETS = 12;

  /** Points less likely than this say nothing. */
  private static final double LEAST_WEIGHT = 2e-3;

  /** Points lie closer together near what was seen dirty at once. */
  private static final double CROWDING = 1.6;

  private static final double[] DEVIATIONS = {-1.3, -0.5, 0, 0.5, 1.3};
  private static final double[] SHARES = {0.18, 0.2, 0.24, 0.2, 0.18};

  /** Of the memory; smaller ones make no difference. */
  private static final double SMALLEST_SET = 0.01;

  private final List<Guess> guesses;
  private final Range dirtyRate;
  private final Range workingSet;

  private Belief(List<Guess> guesses) {
    this.guesses = guesses;
    dirtyRate = range(Guess::dirtyRate);
    workingSet = range(Guess::workingSet);
  }

  /**
   * @param seen observations, the oldest first
   * @param memory the most that the working set can be, bytes
   * @param freedom share of its CPU time that the guest has now
   */
  public static Belief of(List<Evidence> seen, double memory, double freedom) {
    double least = SMALLEST_SET * memory;
    for (var evidence : seen) {
      boolean stretch = evidence.kind() == Evidence.Kind.STRETCH;
      double dirty = stretch ? evidence.level() : evidence.dirtied();
      least = Math.max(least, dirty);
    }
    least = Math.min(least * 0.95, memory * 0.99);
    var points = new ArrayList<Fit>();
    for (int i = 0; i < SETS; i++) {
      double set = least * Math.pow(memory / least, Math.pow(i / (SETS - 1.0), CROWDING));
      points.add(Fit.of(seen, set, true, freedom));
      points.add(Fit.of(seen, set, false, freedom));
    }
    return new Belief(guesses(points));
  }

  private static List<Guess> guesses(List<Fit> points) {
    double best = points.stream().mapToDouble(Fit::logWeight).max().orElse(0);
    double sum = points.stream().mapToDouble(fit -> Math.exp(fit.logWeight() - best)).sum();
    var guesses = new ArrayList<Guess>();
    for (var fit : points) {
      double weight = Math.exp(fit.logWeight() - best) / sum;
      if (weight < LEAST_WEIGHT) {
        continue;
      }
      for (int i = 0; i < DEVIATIONS.length; i++) {
        double rate = Math.exp(fit.logRate() + DEVIATIONS[i] * fit.sigma());
        guesses.add(new Guess(rate, fit.set(), fit.roundAndRound(), weight * SHARES[i]));
      }
    }
    return guesses;
  }

  /** D under the present throttle. */
  public Range dirtyRate() {
    return dirtyRate;
  }

  public Range workingSet() {
    return workingSet;
  }

  /** What may be dirty after so many seconds in which nothing was sent again, on average. */
  public double dirtiedIn(double seconds) {
    double sum = 0;
    for (var guess : guesses) {
      sum += guess.weight() * guess.dirtiedIn(seconds);
    }
    return sum;
  }

  /** What of a share of memory that a first pass went through is dirty again, on average. */
  public double dirtiedAgain(double share, double seconds) {
    double sum = 0;
    for (var guess : guesses) {
      sum += guess.weight() * guess.dirtiedAgain(share, seconds);
    }
    return sum;
  }

  /** When it will end, if one guest's seconds for each of these places are what it takes. */
  public Forecast forecast(List<Guess.Standing> places) {
    double[] seconds = new double[guesses.size() * places.size()];
    double[] weights = new double[seconds.length];
    int next = 0;
    for (var place : places) {
      for (var guess : guesses) {
        seconds[next] = guess.secondsToEnd(place);
        weights[next++] = guess.weight() / places.size();
      }
    }
    return Forecast.of(seconds, weights);
  }

  private Range range(ToDoubleFunction<Guess> what) {
    double[] amounts = new double[guesses.size()];
    double[] weights = new double[amounts.length];
    double total = 0;
    for (int i = 0; i < amounts.length; i++) {
      amounts[i] = what.applyAsDouble(guesses.get(i));
      weights[i] = guesses.get(i).weight();
      total += weights[i];
    }
    var order = Forecast.order(amounts);
    return new Range(
        Forecast.quantile(amounts, weights, order, 0.1 * total),
        Forecast.quantile(amounts, weights, order, 0.5 * total),
        Forecast.quantile(amounts, weights, order, 0.9 * total));
  }
}
