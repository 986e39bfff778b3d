package io.godwit.monitor.dirtying;

import java.util.Arrays;

/**
 * When a migration will end as it stands: an interval that holds in eight of ten cases, of which
 * those that never end are some. Where more than a tenth may never end, the interval is as much
 * wider; where more than a fifth may not, it holds all that does end.
 *
 * @param probability that it ends
 * @param low seconds; infinite where nothing ends
 * @param likely seconds, in the middle of what ends
 * @param high seconds
 */
public record Forecast(double probability, double low, double likely, double high) {
  private static final double TAIL = 0.1;
  private static final double ROUNDING = 1e-9;
  private static final long INDEX = 0xFFF;

  static Forecast of(double[] seconds, double[] weights) {
    double ending = 0;
    double all = 0;
    for (int i = 0; i < seconds.length; i++) {
      all += weights[i];
      ending += Double.isFinite(seconds[i]) ? weights[i] : 0;
    }
    var order = order(seconds);
    double above = Math.max(TAIL * all, all - ending);
    double below = Math.max(0, 2 * TAIL * all - above);
    return new Forecast(
        all <= 0 ? 0 : Math.min(1, ending / all),
        quantile(seconds, weights, order, below),
        quantile(seconds, weights, order, 0.5 * ending),
        quantile(seconds, weights, order, Math.min(all - above, ending) - ROUNDING));
  }

  /** The indices of the amounts, which are not negative, from the smallest. */
  static int[] order(double[] amounts) {
    // For such numbers the bits are in the same order; the lowest give way to the index.
    long[] keys = new long[amounts.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (Double.doubleToRawLongBits(amounts[i]) & ~INDEX) | i;
    }
    Arrays.sort(keys);
    int[] order = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      order[i] = (int) (keys[i] & INDEX);
    }
    return order;
  }

  /** The amount below which this much weight lies. */
  static double quantile(double[] amounts, double[] weights, int[] order, double wanted) {
    double sum = 0;
    for (int index : order) {
      sum += weights[index];
      if (sum >= wanted) {
        return amounts[index];
      }
    }
    return order.length == 0 ? 0 : amounts[order[order.length - 1]];
  }
}
