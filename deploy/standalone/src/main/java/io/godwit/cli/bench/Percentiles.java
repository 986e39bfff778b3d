package io.godwit.cli.bench;

import java.util.Arrays;
import java.util.List;

/**
 * How times are spread, in milliseconds.
 *
 * @param p50 half took no longer than this
 */
record Percentiles(double p50, double p90, double p99, double max) {

  /** Each is one of the times: the least that at least that share of them does not exceed. */
  static Percentiles of(List<Double> millis) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return new Percentiles(at(sorted, 0.5), at(sorted, 0.9), at(sorted, 0.99), at(sorted, 1));
  }

  private static double at(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(share * sorted.length);
    return Math.round(sorted[Math.max(1, rank) - 1] * 10) / 10.0;
  }
}
