package io.godwit.gateway.http.adapter.exchange;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values as they stand on the wire; null for what is absent there. */
public final class Wire {
  private Wire() {}

  /** A constant's name, as {@code pre-copy}. */
  public static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  public static @Nullable Long count(@Nullable Bytes bytes) {
    return bytes == null ? null : bytes.count();
  }

  public static @Nullable Long count(@Nullable BytesPerSecond rate) {
    return rate == null ? null : rate.count();
  }
}
