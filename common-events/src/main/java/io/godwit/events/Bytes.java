package io.godwit.events;

/** An amount of data. On the wire a number with the suffix {@code Bytes}. */
public record Bytes(long count) implements Comparable<Bytes> {
  public static final Bytes ZERO = new Bytes(0);

  /**
   * @throws InvalidField if {@code count} is negative
   */
  public Bytes {
    if (count < 0) {
      throw new InvalidField("bytes", "must not be negative, is " + count);
    }
  }

  public static Bytes ofMebi(long mebibytes) {
    return new Bytes(mebibytes << 20);
  }

  public Bytes plus(Bytes other) {
    return new Bytes(count + other.count);
  }

  /** This less {@code other}, at least zero. */
  public Bytes less(Bytes other) {
    return new Bytes(Math.max(0, count - other.count));
  }

  @Override
  public int compareTo(Bytes other) {
    return Long.compare(count, other.count);
  }

  @Override
  public String toString() {
    return count < 10_000 ? count + " B" : "%.1f MiB".formatted(count / 1048576.0);
  }
}
