package io.godwit.convergence.model;

/**
 * What is known of an amount: it lies between {@code low} and {@code high} in about eight of ten
 * cases.
 *
 * @param low ninety of a hundred are above
 * @param likely the best single guess
 * @param high ninety of a hundred are below
 */
public record Range(double low, double likely, double high) {
  public Range {
    if (!(low <= likely && likely <= high)) {
      throw new IllegalArgumentException("out of order: " + low + ", " + likely + ", " + high);
    }
  }

  public static Range exactly(double amount) {
    return new Range(amount, amount, amount);
  }

  public Range times(double factor) {
    return new Range(low * factor, likely * factor, high * factor);
  }
}
