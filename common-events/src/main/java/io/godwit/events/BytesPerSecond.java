package io.godwit.events;

import java.time.Duration;

/** A rate of data. On the wire a number with the suffix {@code BytesPerSecond}. */
public record BytesPerSecond(long count) implements Comparable<BytesPerSecond> {
  public static final BytesPerSecond ZERO = new BytesPerSecond(0);

  /**
   * @throws InvalidField if {@code count} is negative
   */
  public BytesPerSecond {
    if (count < 0) {
      throw new InvalidField("bytesPerSecond", "must not be negative, is " + count);
    }
  }

  public static BytesPerSecond ofMebi(long mebibytesPerSecond) {
    return new BytesPerSecond(mebibytesPerSecond << 20);
  }

  /** What this rate carries in {@code time}. */
  public Bytes in(Duration time) {
    return new Bytes((long) (count * (time.toNanos() / 1e9)));
  }

  /** The time that {@code amount} takes at this rate; this rate must not be zero. */
  public Duration timeFor(Bytes amount) {
    if (count == 0) {
      throw new IllegalStateException("nothing moves at a rate of zero");
    }
    return Duration.ofNanos((long) (amount.count() * 1e9 / count));
  }

  @Override
  public int compareTo(BytesPerSecond other) {
    return Long.compare(count, other.count);
  }

  @Override
  public String toString() {
    return "%.1f MiB/s".formatted(count / 1048576.0);
  }
}
