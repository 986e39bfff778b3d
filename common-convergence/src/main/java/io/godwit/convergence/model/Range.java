package io.godwit.convergence.model;

/**
 * What is known of an amount: it lies between {@code low} and {@code high} in about eight of ten
 * cases. In between and beyond it is taken to be spread log-normally, on each side of the likely
 * one with that side's width.
 *
 * @param low ninety of a hundred are above
 * @param likely the best single guess
 * @param high ninety of a hundred are below
 */
public record Range(double low, double likely, double high) {
  /** Standard deviations from the middle that leave a tenth outside. */
  private static final double TENTH = 1.2816;

  /** What nobody measured better than to 2 %. */
  private static final double LEAST_SIGMA = 0.02;

  private static final double LOWEST = 1e-3;

  public Range {
    if (!(low <= likely && likely <= high)) {
      throw new IllegalArgumentException("out of order: " + low + ", " + likely + ", " + high);
    }
  }

  public static Range exactly(double amount) {
    return new Range(amount, amount, amount);
  }

  /** From a likely amount and the factor within which it is known. */
  public static Range within(double likely, double factor) {
    return new Range(likely / factor, likely, likely * factor);
  }

  public Range times(double factor) {
    return new Range(low * factor, likely * factor, high * factor);
  }

  public Range atMost(double most) {
    return new Range(Math.min(low, most), Math.min(likely, most), Math.min(high, most));
  }

  public Range atLeast(double least) {
    return new Range(Math.max(low, least), Math.max(likely, least), Math.max(high, least));
  }

  /** The amount so many standard deviations away from the likely one. */
  double at(double deviations) {
    if (likely <= 0) {
      return deviations > 0 ? high * deviations / TENTH : 0;
    }
    double end = deviations < 0 ? Math.max(low, likely * LOWEST) : high;
    return likely * Math.pow(end / likely, Math.abs(deviations) / TENTH);
  }

  /** The probability that it is below this. */
  double below(double amount) {
    if (likely <= 0) {
      return amount >= high ? 1 : 0.5;
    }
    if (amount <= 0) {
      return 0;
    }
    double end = amount < likely ? Math.max(low, likely * LOWEST) : high;
    double sigma = Math.max(LEAST_SIGMA, Math.abs(Math.log(end / likely)) / TENTH);
    // The logistic curve is within 1 % of the normal one.
    return 1 / (1 + Math.exp(-1.702 * Math.log(amount / likely) / sigma));
  }
}
